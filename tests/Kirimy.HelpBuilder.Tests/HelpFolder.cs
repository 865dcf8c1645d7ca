using System.Xml.Linq;

namespace Kirimy.HelpBuilder.Tests;

/// <summary>A folder of pages and the folder of the generated help. Both are deleted after the test.</summary>
internal sealed class HelpFolder : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("kirimy-help-").FullName;

    public string Source => Path.Combine(root, "source");

    public string Output => Path.Combine(root, "output");

    /// <summary>The output of the last build.</summary>
    public string[] Log { get; private set; } = [];

    /// <summary>Adds a page.</summary>
    public HelpFolder With(string name, string markdown, string culture = "en-US")
    {
        Directory.CreateDirectory(Path.Combine(Source, culture));
        File.WriteAllText(Path.Combine(Source, culture, name + ".md"), markdown);
        return this;
    }

    public bool Build(string? address = null)
    {
        using var log = new StringWriter();
        var sound = HelpBuild.Run(Source, Output, address, log);
        Log = log.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        return sound;
    }

    public string[] Files() =>
        Directory.Exists(Output)
            ?
            [
                .. Directory
                    .GetFiles(Output, "*", SearchOption.AllDirectories)
                    .Select(f => Path.GetRelativePath(Output, f).Replace('\\', '/'))
                    .Order(),
            ]
            : [];

    public string Read(string file) => File.ReadAllText(Path.Combine(Output, file));

    public XElement Maml(string file = "en-US/Sample.dll-Help.xml") =>
        XElement.Load(Path.Combine(Output, file), LoadOptions.PreserveWhitespace);

    public void Dispose() => Directory.Delete(root, recursive: true);
}
