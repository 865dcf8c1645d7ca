using Kirimy.Client.Builds;

namespace Kirimy.Client.Tests.Builds;

/// <summary>Tests what is read from the recorded environment of each CI system.</summary>
public sealed class CiSystemTests
{
    private const string Sha = "9fceb02d0ae598e95dc970b74767f19372d61af8";

    private static readonly DateTimeOffset Two = new(2025, 11, 26, 2, 0, 0, TimeSpan.Zero);

    private static readonly Dictionary<string, Build> Expected = new()
    {
        {
            "github-actions",
            new Build
            {
                System = "GitHub Actions",
                Repository = "toko-budi/shop",
                Branch = "feature/checkout",
                Commit = Sha,
                Author = "budi-santoso",
                Stage = "CI / test",
                Number = "318",
                Url = "https://github.com/toko-budi/shop/actions/runs/9876543210/attempts/2",
            }
        },
        {
            "gitlab-ci",
            new Build
            {
                System = "GitLab CI",
                Repository = "toko-budi/shop",
                Branch = "main",
                Commit = Sha,
                Author = "Siti Rahma",
                Stage = "test / unit",
                Number = "318",
                Url = "https://gitlab.com/toko-budi/shop/-/pipelines/700001",
                Started = Two,
                Status = BuildStatus.Failed,
            }
        },
        {
            "azure-pipelines",
            new Build
            {
                System = "Azure Pipelines",
                Repository = "toko-budi/shop",
                Branch = "feature/checkout",
                Commit = Sha,
                Author = "Siti Rahma",
                Stage = "Test / Unit tests",
                Number = "20261126.3",
                Url = "https://dev.azure.com/toko-budi/Toko%20Budi/_build/results?buildId=4711",
                Started = Two,
                Status = BuildStatus.Failed,
            }
        },
        {
            "jenkins",
            new Build
            {
                System = "Jenkins",
                Repository = "toko-budi/shop",
                Branch = "main",
                Commit = Sha,
                Stage = "shop/main",
                Number = "318",
                Url = "https://jenkins.toko-budi.example/job/shop/job/main/318/",
            }
        },
        {
            "bitbucket-pipelines",
            new Build
            {
                System = "Bitbucket Pipelines",
                Repository = "toko-budi/shop",
                Branch = "main",
                Commit = Sha,
                Stage = "production",
                Number = "318",
                Url = "https://bitbucket.org/toko-budi/shop/pipelines/results/318",
                Status = BuildStatus.Failed,
            }
        },
        {
            "circleci",
            new Build
            {
                System = "CircleCI",
                Repository = "toko-budi/shop",
                Branch = "main",
                Commit = Sha,
                Author = "siti-rahma",
                Stage = "test",
                Number = "318",
                Url = "https://circleci.com/gh/toko-budi/shop/318",
            }
        },
        {
            "teamcity",
            new Build
            {
                System = "TeamCity",
                Repository = "toko-budi/shop",
                Branch = "feature/checkout",
                Commit = Sha,
                Author = "siti",
                Stage = "Shop / Unit tests",
                Number = "318",
                Url = "https://teamcity.toko-budi.example/viewLog.html?buildId=4711",
            }
        },
        {
            "appveyor",
            new Build
            {
                System = "AppVeyor",
                Repository = "toko-budi/shop",
                Branch = "main",
                Commit = Sha,
                Author = "Siti Rahma",
                Stage = "shop / Image: Visual Studio 2022",
                Number = "1.0.318",
                Url = "https://ci.appveyor.com/project/toko-budi/shop/builds/16586877",
            }
        },
    };

    public static TheoryData<string> Systems { get; } = [.. Expected.Keys];

    [Theory]
    [MemberData(nameof(Systems))]
    public void A_CI_system_is_detected_by_its_variables(string name)
    {
        var variables = RecordedEnvironment.Open(name);
        var system = CiSystem.Find(variables)!;
        Assert.Equal(Expected[name], system.Read(variables) with { System = system.Name });
    }

    [Fact]
    public void No_CI_system_is_detected_without_its_variables() =>
        Assert.Null(CiSystem.Find(new BuildVariables([new("PATH", "/bin"), new("GITHUB_ACTIONS", ""), new("CI", "true")], _ => null)));

    [Theory]
    [MemberData(nameof(Systems))]
    public void A_missing_variable_of_a_CI_system_is_not_an_error(string name)
    {
        var all = RecordedEnvironment.Read(name);
        var markers = new[] { "GITHUB_ACTIONS", "GITLAB_CI", "TF_BUILD", "JENKINS_URL", "CIRCLECI", "TEAMCITY_VERSION", "APPVEYOR" };
        var bare = new BuildVariables(all.Where(v => markers.Contains(v.Key) || v.Key == "BITBUCKET_BUILD_NUMBER"), _ => null);
        var system = CiSystem.Find(bare)!;
        Assert.Equal(Expected[name].System, system.Name);
        var build = system.Read(bare);
        Assert.Equal(new Build { Number = build.Number, Url = null }, build);
    }

    [Fact]
    public void A_first_attempt_has_the_URL_of_the_run()
    {
        var variables = RecordedEnvironment.Open("github-actions", ("GITHUB_RUN_ATTEMPT", "1"), ("GITHUB_HEAD_REF", ""));
        var build = CiSystem.Find(variables)!.Read(variables);
        Assert.Equal("https://github.com/toko-budi/shop/actions/runs/9876543210", build.Url);
        Assert.Equal("42/merge", build.Branch);
    }

    [Fact]
    public void A_running_job_has_no_status() =>
        Assert.Null(Read(RecordedEnvironment.Open("gitlab-ci", ("CI_JOB_STATUS", "running"))).Status);

    [Fact]
    public void An_unnamed_stage_or_job_is_omitted() =>
        Assert.Null(
            Read(
                RecordedEnvironment.Open(
                    "azure-pipelines",
                    ("SYSTEM_STAGEDISPLAYNAME", "__default"),
                    ("SYSTEM_STAGENAME", "__default"),
                    ("SYSTEM_JOBDISPLAYNAME", "Job")
                )
            ).Stage
        );

    [Theory]
    [InlineData("<default>", "main")]
    [InlineData(null, "main")]
    [InlineData("release", "release")]
    public void The_default_branch_of_TeamCity_is_read_from_the_VCS_root(string? built, string branch)
    {
        var files = $"vcsroot.branch=refs/heads/main\n{(built is null ? "#" : "teamcity.build.branch=" + built)}";
        var variables = new BuildVariables([new("TEAMCITY_VERSION", "1"), new("TEAMCITY_BUILD_PROPERTIES_FILE", "f")], _ => files);
        Assert.Equal(branch, Read(variables).Branch);
    }

    [Theory]
    [InlineData("https://user:token@host/owner/name.git", "owner/name")]
    [InlineData("https://host/group/sub/name", "group/sub/name")]
    [InlineData("ssh://git@host:2222/owner/name.git", "owner/name")]
    [InlineData("git@host:owner/name.git", "owner/name")]
    [InlineData("/srv/git/name.git", "srv/git/name")]
    [InlineData("https://host/", null)]
    [InlineData(null, null)]
    public void A_repository_has_the_name_of_its_URL_path(string? url, string? name) => Assert.Equal(name, Build.RepositoryOf(url));

    [Theory]
    [InlineData("success", BuildStatus.Succeeded)]
    [InlineData("SUCCESS", BuildStatus.Succeeded)]
    [InlineData("Succeeded", BuildStatus.Succeeded)]
    [InlineData("SucceededWithIssues", BuildStatus.Unstable)]
    [InlineData("UNSTABLE", BuildStatus.Unstable)]
    [InlineData("failure", BuildStatus.Failed)]
    [InlineData("FAILURE", BuildStatus.Failed)]
    [InlineData(" failed ", BuildStatus.Failed)]
    [InlineData("cancelled", BuildStatus.Cancelled)]
    [InlineData("canceled", BuildStatus.Cancelled)]
    [InlineData("ABORTED", BuildStatus.Cancelled)]
    [InlineData("NOT_BUILT", BuildStatus.Skipped)]
    [InlineData("running", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void The_status_words_of_all_systems_are_known(string? word, BuildStatus? status) =>
        Assert.Equal(status, BuildStatusWords.Read(word));

    [Fact]
    public void Every_word_of_the_vocabulary_is_recognized() => Assert.Equal(Enum.GetNames<BuildStatus>(), BuildStatusWords.Names);

    [Theory]
    [InlineData("github-actions", AnnotationLevel.Warning, "::warning title=Kirimy::50%25 of 'it' [x]|%0D%0A::error::a; é")]
    [InlineData("github-actions", AnnotationLevel.Error, "::error title=Kirimy::50%25 of 'it' [x]|%0D%0A::error::a; é")]
    [InlineData("azure-pipelines", AnnotationLevel.Warning, "##vso[task.logissue type=warning]50%AZP25 of 'it' [x]|%0D%0A::error::a; é")]
    [InlineData(
        "teamcity",
        AnnotationLevel.Error,
        "##teamcity[message text='50% of |'it|' |[x|]|||r|n::error::a; |0x00e9' status='ERROR']"
    )]
    [InlineData(
        "teamcity",
        AnnotationLevel.Warning,
        "##teamcity[message text='50% of |'it|' |[x|]|||r|n::error::a; |0x00e9' status='WARNING']"
    )]
    internal void An_annotation_is_one_line_for_any_text(string name, AnnotationLevel level, string expected)
    {
        var system = CiSystem.Find(RecordedEnvironment.Open(name))!;
        Assert.Equal(expected, system.Annotate!("50% of 'it' [x]|\r\n::error::a; é", level));
    }

    [Fact]
    public void A_properties_file_is_read_in_Java_syntax()
    {
        var properties = PropertiesFile.Parse(
            "#a comment\n!another\n\nname = value with = and :\r\nkey\\:with\\ space:x\\\\y\\u00e9\\n\\t\\u12\nempty=\nnothing\n"
        );
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["name"] = "value with = and :",
                ["key:with space"] = "x\\yé\n\tu12",
                ["empty"] = "",
            },
            properties
        );
        Assert.Empty(PropertiesFile.Parse(null));
    }

    private static Build Read(BuildVariables variables) => CiSystem.Find(variables)!.Read(variables);
}
