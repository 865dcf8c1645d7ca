namespace Kirimy.Client.Planning;

/// <summary>Three of the messages that would be sent, the same in every run: the first, the longest of the rest, the last of the rest.</summary>
internal sealed class Samples
{
    private MessagePreview? first;
    private MessagePreview? longest;
    private MessagePreview? last;
    private MessagePreview? beforeLast;

    /// <summary>Takes note of the next message.</summary>
    public void Add(MessagePreview preview)
    {
        if (first is null)
        {
            first = preview;
            return;
        }

        beforeLast = last;
        last = preview;
        if (longest is null || preview.Units > longest.Units)
        {
            longest = preview;
        }
    }

    /// <summary>The samples; fewer where there are fewer messages.</summary>
    public IReadOnlyList<MessagePreview> ToList()
    {
        var end = ReferenceEquals(last, longest) ? beforeLast : last;
        return [.. new[] { first, longest, end }.OfType<MessagePreview>()];
    }
}
