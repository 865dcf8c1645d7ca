namespace Kirimy.Client.Builds;

/// <summary>Maps the status words of CI systems to <see cref="BuildStatus"/>.</summary>
internal static class BuildStatusWords
{
    private static readonly (BuildStatus Status, string Words)[] Known =
    [
        (BuildStatus.Succeeded, "SUCCEEDED SUCCESS SUCCESSFUL PASSED PASS OK FIXED NORMAL NEUTRAL TRUE 0"),
        (BuildStatus.Unstable, "UNSTABLE SUCCEEDEDWITHISSUES PARTIALLYSUCCEEDED SUCCESSWITHWARNINGS PASSEDWITHWARNINGS ACTIONREQUIRED"),
        (
            BuildStatus.Failed,
            "FAILED FAILURE FAIL FAILING ERROR ERRORED BROKEN TIMEDOUT TIMEOUT STARTUPFAILURE INFRASTRUCTUREFAIL SYSTEMERROR FALSE"
        ),
        (BuildStatus.Cancelled, "CANCELLED CANCELED CANCELLING CANCELING ABORTED STOPPED HALTED KILLED STALE"),
        (BuildStatus.Skipped, "SKIPPED NOTBUILT NOTRUN MANUAL"),
    ];

    private static readonly Dictionary<string, BuildStatus> Statuses = Known
        .SelectMany(k => k.Words.Split(' '), (k, word) => (word, k.Status))
        .ToDictionary(w => w.word, w => w.Status, StringComparer.OrdinalIgnoreCase);

    public static IReadOnlyList<string> Names { get; } = [.. Known.Select(k => k.Status.ToString())];

    /// <summary>A CI system's word, a <see cref="BuildStatus"/>, a Boolean or an exit code; ignores case and separators.</summary>
    public static BuildStatus? Read(string? word) =>
        Statuses.TryGetValue(string.Concat((word ?? string.Empty).Where(char.IsLetterOrDigit)), out var status) ? status : null;
}
