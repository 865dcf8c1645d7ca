using System.Globalization;
using Kirimy.Client.Builds;
using Kirimy.Client.Texts;

namespace Kirimy.Client.Tests.Builds;

/// <summary>The text about a build, in both languages.</summary>
public sealed class BuildMessageTests
{
    private static readonly MessageLanguage English = MessageLanguage.Of(CultureInfo.GetCultureInfo("en"));
    private static readonly MessageLanguage Indonesian = MessageLanguage.Of(CultureInfo.GetCultureInfo("id-ID"));
    private static readonly DateTimeOffset Start = new(2025, 11, 26, 2, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_build_message_has_a_few_lines() =>
        Assert.Equal(
            """
            ❌ Build failed: toko-budi/shop
            Branch: main
            Commit: 9fceb02d
            By: Siti Rahma
            Stage: test / unit
            Duration: 3 min 12 s
            https://gitlab.com/toko-budi/shop/-/pipelines/700001
            """.ReplaceLineEndings("\n"),
            Message(GitLab(), English).Write()
        );

    [Fact]
    public void A_build_message_is_Indonesian_in_an_Indonesian_culture() =>
        Assert.Equal(
            """
            ✅ Build berhasil: toko-budi/shop
            Branch: main
            Commit: 9fceb02d
            Oleh: Siti Rahma
            Tahap: test / unit
            Durasi: 3 mnt 12 dtk
            https://gitlab.com/toko-budi/shop/-/pipelines/700001
            """.ReplaceLineEndings("\n"),
            Message(GitLab() with { Status = BuildStatus.Succeeded }, Indonesian).Write()
        );

    [Fact]
    public void Unknown_values_have_no_line() =>
        Assert.Equal("🚫 Build canceled", Message(new Build { Status = BuildStatus.Cancelled }, English).Write());

    [Theory]
    [InlineData(0, "0 s")]
    [InlineData(59, "59 s")]
    [InlineData(60, "1 min 0 s")]
    [InlineData(3599, "59 min 59 s")]
    [InlineData(3600, "1 h 0 min")]
    [InlineData(100_000, "27 h 46 min")]
    public void A_duration_is_shown_in_two_units(int seconds, string shown)
    {
        var message = new BuildMessage(GitLab(), Start + TimeSpan.FromSeconds(seconds), English);
        Assert.Equal(shown, message.Fill(MessageTemplate.Parse("{{duration}}"), English.Culture));
    }

    [Fact]
    public void A_start_in_the_future_is_ignored()
    {
        var message = new BuildMessage(GitLab(), Start - TimeSpan.FromSeconds(1), English);
        Assert.DoesNotContain("Duration", message.Write(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_template_may_use_every_known_variable()
    {
        var template = MessageTemplate.Parse(string.Join('|', BuildMessage.VariableNames.Select(static name => "{{" + name + "}}")));
        Assert.Equal(
            "❌|Build failed|Failed|GitLab CI|toko-budi/shop|main|9fceb02d|9fceb02d0ae598e95dc970b74767f19372d61af8|Siti Rahma|test / unit|318|"
                + "3 min 12 s|https://gitlab.com/toko-budi/shop/-/pipelines/700001",
            Message(GitLab(), English).Fill(template, English.Culture)
        );
    }

    [Fact]
    public void A_variable_without_a_value_is_empty_or_its_fallback()
    {
        var message = Message(new Build { Status = BuildStatus.Failed }, English);
        Assert.Equal("[] [nobody]", message.Fill(MessageTemplate.Parse("[{{author}}] [{{author|nobody}}]"), English.Culture));
    }

    [Fact]
    public void An_unknown_variable_is_an_error_that_lists_the_known_ones()
    {
        var message = Message(GitLab(), English);
        var refused = Assert.Throws<KirimyException>(() => message.Fill(MessageTemplate.Parse("{{brnach}}"), English.Culture));
        Assert.Equal(ErrorCode.MissingVariable, refused.Code);
        Assert.Contains("brnach", refused.Message, StringComparison.Ordinal);
        Assert.Contains("branch", refused.Message, StringComparison.Ordinal);
        message.Set("brnach", "x");
        Assert.Equal("x", message.Fill(MessageTemplate.Parse("{{brnach}}"), English.Culture));
    }

    [Fact]
    public void Specified_values_replace_those_of_the_CI_system()
    {
        var message = Message(GitLab(), English);
        message.Set("Author", "Agus");
        message.Set("title", "Deployment failed");
        message.Set("stage", null);
        Assert.StartsWith("❌ Deployment failed: toko-budi/shop\n", message.Write(), StringComparison.Ordinal);
        Assert.Contains("\nBy: Agus\n", message.Write(), StringComparison.Ordinal);
        Assert.DoesNotContain("Stage", message.Write(), StringComparison.Ordinal);
    }

    private static BuildMessage Message(Build build, MessageLanguage language) =>
        new(build, Start + TimeSpan.FromSeconds((3 * 60) + 12), language);

    private static Build GitLab()
    {
        var variables = RecordedEnvironment.Open("gitlab-ci");
        var system = CiSystem.Find(variables)!;
        return system.Read(variables) with { System = system.Name };
    }
}
