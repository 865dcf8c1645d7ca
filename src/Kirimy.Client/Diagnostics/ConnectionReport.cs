namespace Kirimy.Client.Diagnostics;

/// <summary>Formats a checklist for a support request, without API keys, full phone numbers and user names.</summary>
internal sealed class ConnectionReport(ReportRedaction redaction)
{
    private const int NameWidth = 18;
    private const int CheckWidth = 9;

    private readonly StringBuilder text = new();

    public void AddTitle(string title) => text.Append(text.Length == 0 ? string.Empty : Environment.NewLine).AppendLine(title);

    public void AddFact(string name, string? value) =>
        text.Append("  ").Append(name.PadRight(NameWidth)).Append(' ').AppendLine(redaction.Apply(value ?? string.Empty));

    public void AddCheck(ConnectionCheck check)
    {
        var mark = check.Ok switch
        {
            true when check.Advice is not null => "[ ! ]",
            true => "[ ok]",
            false => "[FAIL]",
            null => "[ - ]",
        };
        text.Append("  ").Append(mark.PadRight(7)).Append(check.Check.ToString().PadRight(CheckWidth));
        text.Append(redaction.Apply(check.Detail));
        if (check.Duration is { } duration)
        {
            text.AppendFormat(CultureInfo.InvariantCulture, " ({0:0} ms)", duration.TotalMilliseconds);
        }

        if (check.ErrorCode is { } code)
        {
            text.Append(" [").Append(code).Append(']');
        }

        text.AppendLine();
        if (check.Advice is { } advice)
        {
            text.Append(' ', 2 + 7 + CheckWidth).Append("-> ").AppendLine(redaction.Apply(advice));
        }
    }

    public override string ToString() => text.ToString().TrimEnd();
}

/// <summary>Redacts personal data in a text: the user's name in paths, and phone numbers.</summary>
internal sealed class ReportRedaction
{
    private const string UserMark = "<user>";
    private const int DigitsShown = 4;

    private static readonly char[] Separators = ['/', '\\'];

    private readonly string home;
    private readonly string userName;
    private readonly List<(string Text, string Mark)> hidden = [];

    public ReportRedaction()
        : this(
            Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify),
            Environment.UserName
        ) { }

    internal ReportRedaction(string home, string userName)
    {
        this.home = home.TrimEnd(Separators);
        this.userName = userName;
    }

    /// <summary>Redacts a phone number except for its first digits.</summary>
    public void Hide(string? number)
    {
        if (number is { Length: > DigitsShown })
        {
            hidden.Add((number, number[..DigitsShown] + new string('*', number.Length - DigitsShown)));
        }
    }

    public string Apply(string text)
    {
        foreach (var (secret, mark) in hidden)
        {
            text = text.Replace(secret, mark);
        }

        if (home.Length > 1)
        {
            text = text.Replace(home, "~");
        }

        foreach (var separator in userName.Length > 0 ? Separators : [])
        {
            // Only between separators, because elsewhere the name may be part of a word.
            text = text.Replace(separator + userName + separator, separator + UserMark + separator);
        }

        return text;
    }
}
