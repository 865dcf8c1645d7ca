using Kirimy.Client.Texts;

namespace Kirimy.Client.Builds;

/// <summary>Formats a notification about a build: a few lines for a phone, or the text of a template.</summary>
internal sealed class BuildMessage
{
    private const int ShortCommit = 8;
    private const string MarkName = "mark";
    private const string Title = "title";
    private const string Commit = "commit";
    private const string Repository = "repository";
    private const string Url = "url";

    private static readonly string[] Lines = ["branch", Commit, "author", "stage", "duration"];

    private readonly MessageLanguage language;
    private readonly Dictionary<string, object?> values = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The status of the build must be known.</summary>
    public BuildMessage(Build build, DateTimeOffset now, MessageLanguage language)
    {
        this.language = language;
        var status = build.Status ?? throw new ArgumentException("The status is not known.", nameof(build));
        values[MarkName] = Mark(status);
        values[Title] = build.StatusWord is { } word ? string.Format(language.Culture, Word("StatusWord"), word) : Word("Status_" + status);
        values["status"] = build.StatusWord ?? status.ToString();
        values["ci"] = build.System;
        values[Repository] = build.Repository;
        values["branch"] = build.Branch;
        values[Commit] = build.Commit is { Length: > ShortCommit } whole ? whole.Substring(0, ShortCommit) : build.Commit;
        values["sha"] = build.Commit;
        values["author"] = build.Author;
        values["stage"] = build.Stage;
        values["number"] = build.Number;
        values["duration"] = build.Started is { } started && now >= started ? Duration(now - started) : null;
        values[Url] = build.Url;
    }

    public static IReadOnlyList<string> VariableNames { get; } =
    [
        .. new BuildMessage(new Build { Status = BuildStatus.Succeeded }, default, MessageLanguage.Of(CultureInfo.InvariantCulture))
            .values
            .Keys,
    ];

    public void Set(string name, object? value) => values[name] = value;

    /// <summary>Unknown properties have no line.</summary>
    public string Write()
    {
        var title = $"{Shown(MarkName)} {Shown(Title)}".Trim();
        var lines = new List<string?> { Shown(Repository) is { } repository ? title + ": " + repository : title };
        lines.AddRange(Lines.Where(name => values[name] is not null).Select(name => $"{Word("Label_" + name)}: {Shown(name)}"));
        lines.Add(Shown(Url));
        return string.Join("\n", lines.Where(static line => !string.IsNullOrEmpty(line)));
    }

    /// <summary>A variable without a value is empty; one that doesn't exist is MISSING_VARIABLE.</summary>
    public string Fill(MessageTemplate template, CultureInfo culture)
    {
        template.TryRender(
            name => values.TryGetValue(name, out var value) ? value : null,
            culture,
            MissingVariable.Empty,
            out var text,
            out var missing
        );
        var unknown = missing.Where(name => !values.ContainsKey(name)).ToList();
        return unknown.Count == 0
            ? text!
            : throw new KirimyException(
                ErrorCode.MissingVariable,
                Text.Build_UnknownVariable.With(string.Join(", ", unknown), string.Join(", ", values.Keys))
            );
    }

    private string? Shown(string name) => TemplateValue.Write(values[name], language.Culture);

    private static string Mark(BuildStatus status) =>
        status switch
        {
            BuildStatus.Succeeded => "✅",
            BuildStatus.Unstable => "⚠️",
            BuildStatus.Failed => "❌",
            BuildStatus.Cancelled => "🚫",
            _ => "⏭️",
        };

    private string Duration(TimeSpan time) =>
        string.Format(
            language.Culture,
            Word(
                time < TimeSpan.FromMinutes(1) ? "Seconds"
                : time < TimeSpan.FromHours(1) ? "Minutes"
                : "Hours"
            ),
            (int)time.TotalHours,
            time.Minutes,
            time.Seconds
        );

    private string Word(string name) => language.Word("Build_" + name);
}
