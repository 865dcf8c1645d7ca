namespace Kirimy.Client.Diagnostics;

/// <summary>Takes out of a text what does not belong into a message to strangers: the user's name in paths, phone numbers.</summary>
public sealed class ReportRedaction
{
    private const string UserMark = "<user>";
    private const int DigitsShown = 4;

    private static readonly char[] Separators = ['/', '\\'];

    private readonly string home;
    private readonly string userName;
    private readonly List<(string Text, string Mark)> hidden = [];

    /// <summary>Takes out what belongs to the user of this process.</summary>
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

    /// <summary>Takes out a phone number, too, but for its first digits.</summary>
    /// <param name="number">As it is written; null for none.</param>
    public void Hide(string? number)
    {
        if (number is { Length: > DigitsShown })
        {
            hidden.Add((number, number[..DigitsShown] + new string('*', number.Length - DigitsShown)));
        }
    }

    /// <summary>The text without all that.</summary>
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
            // A name between separators: elsewhere it may be part of a word.
            text = text.Replace(separator + userName + separator, separator + UserMark + separator);
        }

        return text;
    }
}
