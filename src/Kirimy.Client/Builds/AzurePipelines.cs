namespace Kirimy.Client.Builds;

/// <summary>Azure Pipelines: https://learn.microsoft.com/azure/devops/pipelines/build/variables.</summary>
internal static class AzurePipelines
{
    /// <summary>The default names of a stage and a job.</summary>
    private static readonly string[] Nameless = ["__default", "Job"];

    public static CiSystem System { get; } =
        new("Azure Pipelines", static variables => variables.IsTrue("TF_BUILD"), Read)
        {
            StatusSource = "'$(Agent.JobStatus)'",
            Annotate = Annotate,
        };

    private static Build Read(BuildVariables variables) =>
        new()
        {
            Repository = variables.First("BUILD_REPOSITORY_NAME"),
            // BUILD_SOURCEBRANCHNAME has only the part after the last slash.
            Branch = Build.WithoutPrefix(
                variables.First("SYSTEM_PULLREQUEST_SOURCEBRANCH", "BUILD_SOURCEBRANCH"),
                "refs/heads/",
                "refs/tags/",
                "refs/"
            ),
            Commit = variables.First("SYSTEM_PULLREQUEST_SOURCECOMMITID", "BUILD_SOURCEVERSION"),
            Author = variables.First("BUILD_SOURCEVERSIONAUTHOR", "BUILD_REQUESTEDFOR"),
            Stage = Build.Join(
                Named(variables.First("SYSTEM_STAGEDISPLAYNAME", "SYSTEM_STAGENAME")),
                Named(variables.First("SYSTEM_JOBDISPLAYNAME", "AGENT_JOBNAME"))
            ),
            Number = variables.First("BUILD_BUILDNUMBER"),
            Url = Url(variables),
            Started = variables.Moment("SYSTEM_PIPELINESTARTTIME"),
            Status = BuildStatusWords.Read(variables.First("AGENT_JOBSTATUS", "AGENT.JOBSTATUS")),
        };

    private static string? Url(BuildVariables variables)
    {
        var collection = variables.First("SYSTEM_COLLECTIONURI", "SYSTEM_TEAMFOUNDATIONCOLLECTIONURI");
        var (project, build) = (variables.First("SYSTEM_TEAMPROJECT"), variables.First("BUILD_BUILDID"));
        return collection is null || project is null || build is null
            ? null
            : $"{collection.TrimEnd('/')}/{Uri.EscapeDataString(project)}/_build/results?buildId={build}";
    }

    private static string? Named(string? name) => Nameless.Contains(name) ? null : name;

    /// <summary>A logging command. Agents decode %AZP25 as a percent sign.</summary>
    private static string Annotate(string text, AnnotationLevel level)
    {
        var type = level == AnnotationLevel.Error ? "error" : "warning";
        return $"##vso[task.logissue type={type}]{text.Replace("%", "%AZP25").Replace("\r", "%0D").Replace("\n", "%0A")}";
    }
}
