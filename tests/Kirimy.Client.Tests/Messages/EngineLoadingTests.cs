using System.Reflection;
using System.Runtime.Loader;
using Kirimy.Client.PhoneNumbers;

namespace Kirimy.Client.Tests.Messages;

public sealed class EngineLoadingTests
{
    [Fact]
    public void The_numbering_plans_are_loaded_on_demand()
    {
        var context = new RecordingContext(Path.GetDirectoryName(typeof(PhoneNumberReader).Assembly.Location)!);
        try
        {
            var client = context.LoadFromAssemblyPath(typeof(PhoneNumberReader).Assembly.Location);
            var read = client.GetType(typeof(PhoneNumberReader).FullName!)!.GetMethod(nameof(PhoneNumberReader.Read))!;

            string[] mobiles =
            [
                "0812-3456-7890",
                "6281234567890.0",
                "=\"0812.3456.7890\"",
                "wa.me/6281234567890",
                "0812",
                "0812O3456789",
                "6.28123E+12",
                "081234567890 / 081398765432",
                "Budi",
                "",
            ];
            foreach (var mobile in mobiles)
            {
                read.Invoke(null, [mobile, "ID"]);
            }

            Assert.DoesNotContain("PhoneNumbers", context.Asked);
            read.Invoke(null, ["021-5551234", "ID"]);
            Assert.Contains("PhoneNumbers", context.Asked);
        }
        finally
        {
            context.Unload();
        }
    }

    private sealed class RecordingContext(string folder) : AssemblyLoadContext("a fresh engine", isCollectible: true)
    {
        public List<string> Asked { get; } = [];

        protected override Assembly? Load(AssemblyName assemblyName)
        {
            Asked.Add(assemblyName.Name!);
            return assemblyName.Name == "PhoneNumbers" ? LoadFromAssemblyPath(Path.Combine(folder, "PhoneNumbers.dll")) : null;
        }
    }
}
