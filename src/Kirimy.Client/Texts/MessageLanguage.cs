using System.Reflection;
using System.Resources;

namespace Kirimy.Client.Texts;

/// <summary>The language of the words that Kirimy adds to a message.</summary>
/// <remarks>
/// .NET chooses resources by culture, but in globalization-invariant mode, which containers without ICU use, it supports only the invariant
/// culture. There, the resources of a language are read from their file.
/// </remarks>
internal sealed class MessageLanguage
{
    private readonly ResourceSet? words;

    private MessageLanguage(CultureInfo culture, ResourceSet? words = null)
    {
        Culture = culture;
        this.words = words;
    }

    public static IReadOnlyList<string> Names { get; } = ["en", "id"];

    /// <summary>For numbers and dates; the invariant culture if the system has no other.</summary>
    public CultureInfo Culture { get; }

    public static MessageLanguage Of(CultureInfo culture) => new(culture);

    /// <summary>In any case, with or without a country: "id", "id-ID", "en_US". Null if there are no resources in it.</summary>
    public static MessageLanguage? Find(string name)
    {
        var code = name.Trim().Split('-', '_')[0].ToLowerInvariant();
        if (!Names.Contains(code, StringComparer.Ordinal))
        {
            return null;
        }

        try
        {
            return new MessageLanguage(CultureInfo.GetCultureInfo(code));
        }
        catch (CultureNotFoundException)
        {
            return new MessageLanguage(CultureInfo.InvariantCulture, ReadWords(code));
        }
    }

    /// <summary>Null for English, whose resources are in the assembly itself.</summary>
    internal static ResourceSet? ReadWords(string code)
    {
        var assembly = typeof(Text).Assembly;
        var name = assembly.GetName().Name;
        var folder = Path.GetDirectoryName(assembly.Location)!;

        // A ReadyToRun image is in a subfolder of the folder that has the resources.
        var file = new[] { folder, Path.GetDirectoryName(folder)! }
            .Select(parent => Path.Combine(parent, code, name + ".resources.dll"))
            .FirstOrDefault(File.Exists);
        if (file is null)
        {
            return null;
        }

        using var stream = Assembly.LoadFrom(file).GetManifestResourceStream($"{Text.ResourceManager.BaseName}.{code}.resources");
        return stream is null ? null : new ResourceSet(stream);
    }

    internal string Word(string name) => words?.GetString(name) ?? Text.ResourceManager.GetString(name, Culture)!;
}
