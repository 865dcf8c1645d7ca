using Kirimy.HelpBuilder.Pages;
using Kirimy.HelpBuilder.Reading;
using Kirimy.HelpBuilder.Writing;

namespace Kirimy.HelpBuilder;

/// <summary>Converts a folder of Markdown pages to a folder of help files. Both have one folder for each culture.</summary>
internal static class HelpBuild
{
    private const string AboutPrefix = "about_";

    /// <summary>Builds all help files, or none if a page has a problem.</summary>
    /// <param name="source">A folder with a folder for each culture.</param>
    /// <param name="output">The folder of the help files. Files without a page are deleted.</param>
    /// <param name="address">
    /// The web address of the source folder, for pages without their own: Get-Help -Online opens it. Null for none.
    /// </param>
    /// <param name="log">Receives the problems, one per line, in MSBuild's format.</param>
    /// <returns>Whether there were no problems.</returns>
    public static bool Run(string source, string output, string? address, TextWriter log)
    {
        output = Path.GetFullPath(output);
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        var sound = true;
        foreach (var culture in Directory.GetDirectories(source).Order(StringComparer.Ordinal))
        {
            var commands = new List<CommandPage>();
            foreach (var file in Directory.GetFiles(culture, "*.md").Order(StringComparer.Ordinal))
            {
                var problems = new Problems(file);
                var name = Path.GetFileNameWithoutExtension(file);
                var markdown = File.ReadAllText(file);
                if (name.StartsWith(AboutPrefix, StringComparison.Ordinal))
                {
                    if (new AboutTopicReader(problems).Read(name, markdown) is { } topic)
                    {
                        files[Path.Combine(output, Path.GetFileName(culture), name + ".help.txt")] = AboutWriter.Write(topic);
                    }
                }
                else if (new CommandPageReader(problems).Read(name, markdown) is { } command)
                {
                    var page = address is null ? null : $"{address}/{Path.GetFileName(culture)}/{name}.md";
                    commands.Add(command with { OnlineVersion = command.OnlineVersion ?? page });
                }

                foreach (var problem in problems.Found)
                {
                    sound = false;
                    log.WriteLine(problem);
                }
            }

            foreach (var group in commands.GroupBy(c => c.HelpFile))
            {
                files[Path.Combine(output, Path.GetFileName(culture), group.Key)] = MamlWriter.Write(group, Path.GetFileName(culture));
            }
        }

        if (files.Count == 0 && sound)
        {
            sound = false;
            log.WriteLine(
                new Problem(source, 1, ProblemCode.Page, "There are no pages here: one folder a culture (en-US), one page a command.")
            );
        }

        if (sound)
        {
            Write(files, output);
        }

        return sound;
    }

    private static void Write(Dictionary<string, string> files, string output)
    {
        foreach (var (path, content) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, content);
        }

        foreach (var stale in Directory.GetFiles(output, "*", SearchOption.AllDirectories).Where(f => !files.ContainsKey(f)))
        {
            File.Delete(stale);
        }
    }
}
