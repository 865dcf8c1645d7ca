namespace Kirimy.Client.Texts;

/// <summary>
/// Scanner for <c>*bold*</c>, <c>_italic_</c> and <c>~strike~</c> by WhatsApp's rules: a mark opens before a word and closes after one in
/// the same line, with no space on its inner side.
/// </summary>
/// <param name="text">The text; masked parts are replaced by letters.</param>
/// <param name="findings">Collects the findings.</param>
internal sealed class MarkScan(string text, TextFindings findings)
{
    private const string Marks = "*_~";
    private const string OpeningSigns = "\"'([{“‘«¡¿$#@&";

    /// <summary>The position of the first star after a word, which may refer to a footnote; -1 if there is none.</summary>
    private int? reference;

    public void Run()
    {
        for (var start = 0; start < text.Length; )
        {
            var end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end;
            foreach (var mark in Marks)
            {
                ScanLine(mark, start, end);
            }

            start = end + 1;
        }
    }

    private void ScanLine(char mark, int start, int end)
    {
        var canClose = true;
        for (var at = NextMark(mark, start, end); at >= 0; at = NextMark(mark, at + 1, end))
        {
            if (IsSpacedOut(mark, at, start, end, out var last))
            {
                Add(TextFindingCode.SpaceInsideMarks, at, Text.Lint_SpaceInsideMarks);
                at = last;
            }
            else if (Opens(at, start, end))
            {
                var close = canClose ? Find(at + 2, end, i => text[i] == mark && !IsSpace(i - 1) && IsEdge(i + 1, end)) : -1;

                // If no later mark closes this one, none closes the marks after it.
                canClose = close >= 0;
                if (close >= 0)
                {
                    at = close;
                }
                else if (!IsSomethingElse(mark, at, end))
                {
                    ReportUnclosed(mark, at, end);
                    return;
                }
            }
        }
    }

    private void ReportUnclosed(char mark, int at, int end)
    {
        var behindSpace = Find(at + 2, end, i => text[i] == mark && IsSpace(i - 1) && !Opens(i, at, end) && IsEdge(i + 1, end));
        var (code, sentence) =
            behindSpace >= 0
                ? (TextFindingCode.SpaceInsideMarks, Text.Lint_SpaceInsideMarks)
                : (TextFindingCode.UnclosedMark, Text.Lint_UnclosedMark);
        Add(code, at, sentence);
    }

    /// <summary>Whether it is <c>* bold*</c> or <c>* bold *</c>, and not a list item, product or pattern.</summary>
    private bool IsSpacedOut(char mark, int at, int start, int end, out int last)
    {
        last = NextMark(mark, at + 1, end);
        if (last < 0 || !IsSpace(at + 1) || !IsWordEdge(at, start) || NextMark(mark, start, at) >= 0 || NextMark(mark, last + 1, end) >= 0)
        {
            return false;
        }

        var (first, behind) = (at + 1, last - 1);
        while (first < last && IsSpace(first))
        {
            first++;
        }

        while (behind > at && IsSpace(behind))
        {
            behind--;
        }

        // With spaces on both sides it's an ornament or a product, unless it's a star and the whole line. With a space on the left only,
        // it's a list item.
        var isOpenBehind = behind == last - 1;
        var isMeant = isOpenBehind ? mark != '*' || at > start : mark == '*' && (last + 1 == end || !IsSpace(last + 1));
        return isMeant && first < behind && char.IsLetter(text[first]) && !char.IsDigit(text[behind]) && IsEdge(last + 1, end);
    }

    private bool Opens(int at, int start, int end) =>
        IsWordEdge(at, start) && at + 1 < end && !IsSpace(at + 1) && text[at + 1] != text[at] && (at == start || text[at - 1] != text[at]);

    /// <summary>Whether a sign that looks like an opening mark most likely isn't one.</summary>
    private bool IsSomethingElse(char mark, int at, int end)
    {
        var next = text[at + 1];
        if (!char.IsLetterOrDigit(next) && !char.IsSurrogate(next) && Marks.IndexOf(next) < 0 && OpeningSigns.IndexOf(next) < 0)
        {
            return true;
        }

        return mark switch
        {
            // Approximately: ~5.
            '~' => char.IsDigit(next) || string.CompareOrdinal(text, at + 1, "Rp", 0, 2) == 0,
            // _config.yml
            '_' => Find(at + 1, end, i => IsSpace(i) || (text[i] == '.' && i + 1 < end && char.IsLetterOrDigit(text[i + 1]))) is var stop
                && stop >= 0
                && text[stop] == '.',
            // 2 *3, and a footnote that a star after a word refers to.
            _ => (char.IsDigit(next) && at >= 2 && IsSpace(at - 1) && char.IsDigit(text[at - 2])) || IsFootnote(at),
        };
    }

    private bool IsFootnote(int at)
    {
        reference ??= Find(1, text.Length, i => text[i] == '*' && char.IsLetterOrDigit(text[i - 1]) && IsEdge(i + 1, text.Length));
        return (at == 0 || text[at - 1] == '\n') && reference >= 0 && reference < at;
    }

    private void Add(string code, int at, string sentence) =>
        findings.Add(code, at, sentence, text[at].ToString(CultureInfo.InvariantCulture));

    private int NextMark(char mark, int from, int end) => from >= end ? -1 : text.IndexOf(mark, from, end - from);

    private static int Find(int from, int end, Func<int, bool> isIt)
    {
        for (var i = from; i < end; i++)
        {
            if (isIt(i))
            {
                return i;
            }
        }

        return -1;
    }

    private bool IsWordEdge(int at, int start) => at == start || !char.IsLetterOrDigit(text[at - 1]);

    private bool IsEdge(int at, int end) => at >= end || !char.IsLetterOrDigit(text[at]);

    private bool IsSpace(int at) => at < text.Length && char.IsWhiteSpace(text[at]);
}
