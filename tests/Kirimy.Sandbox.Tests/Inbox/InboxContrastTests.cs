using System.Globalization;
using System.Text.RegularExpressions;

namespace Kirimy.Sandbox.Tests.Inbox;

/// <summary>Contrast of the inbox page, computed from its style as WCAG 2.2 defines it.</summary>
public sealed partial class InboxContrastTests
{
    public static TheoryData<bool, string, string> Pairs
    {
        get
        {
            var pairs = new TheoryData<bool, string, string>();
            foreach (var dark in (bool[])[false, true])
            {
                foreach (var background in (string[])["bubble", "failed"])
                {
                    foreach (var text in (string[])["text", "quiet", "to", "link"])
                    {
                        pairs.Add(dark, text, background);
                    }
                }

                pairs.Add(dark, "bad", "failed");
                pairs.Add(dark, "bad", "card");
                pairs.Add(dark, "to", "card");
                pairs.Add(dark, "text", "card");
                pairs.Add(dark, "quiet", "card");
                pairs.Add(dark, "quiet", "page");
                pairs.Add(dark, "quiet", "dots");
                pairs.Add(dark, "quiet", "field");
                pairs.Add(dark, "text", "field");
                pairs.Add(dark, "bar-text", "bar");
            }

            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Text_has_a_contrast_of_at_least_4_5(bool dark, string text, string background)
    {
        var colors = Colors(dark);
        var (one, other) = (Luminance(colors[text]), Luminance(colors[background]));
        var contrast = (Math.Max(one, other) + 0.05) / (Math.Min(one, other) + 0.05);
        Assert.True(contrast >= 4.5, $"{text} on {background}: {contrast:0.00}");
    }

    /// <summary>The colors of a theme: those of the first :root, replaced by those of the second in dark mode.</summary>
    private static Dictionary<string, string> Colors(bool dark)
    {
        using var reader = new StreamReader(typeof(SandboxServer).Assembly.GetManifestResourceStream("InboxPage.css")!);
        var themes = Root().Matches(reader.ReadToEnd());
        Assert.Equal(2, themes.Count);
        var colors = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var theme in themes.Take(dark ? 2 : 1))
        {
            foreach (Match color in Color().Matches(theme.Value))
            {
                colors[color.Groups["name"].Value] = color.Groups["value"].Value;
            }
        }

        return colors;
    }

    private static double Luminance(string color)
    {
        var hex = color.Length == 3 ? string.Concat(color.Select(c => new string(c, 2))) : color;
        Assert.Equal(6, hex.Length);
        double Linear(int start)
        {
            var part = int.Parse(hex.AsSpan(start, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4);
        }

        return (0.2126 * Linear(0)) + (0.7152 * Linear(2)) + (0.0722 * Linear(4));
    }

    [GeneratedRegex(@":root \{[^}]*\}", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Root();

    [GeneratedRegex("--(?<name>[a-z-]+): #(?<value>[0-9a-f]+);", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Color();
}
