using System.Globalization;
using CsCheck;
using Kirimy.Client.Texts;

namespace Kirimy.Client.Tests.Texts;

public sealed class MessagePartsTests
{
    private const int Limit = MessageText.MaxUnits;

    private static readonly Gen<string> Piece = Gen.OneOf(
        Gen.OneOf(" ", " ", "  ", "\n", "\n\n", "\t", "\u00A0", "\n    ", " \n"),
        Gen.String[Gen.Char["abcdefg"], 1, 12],
        Gen.OneOf("👨‍👩‍👧‍👦", "😀", "é", "🇮🇩", "👍🏽", "e\u0301\u0302\u0303", " \u0301", "क्षि"),
        Gen.OneOf("```", "`", "``", "````", "*b*", "(1/2)")
    );

    private static readonly Gen<string> LongText = Piece.Array[20, 200].Select(string.Concat);

    [Fact]
    public void A_text_that_fits_is_unchanged()
    {
        var text = new string('a', Limit);
        foreach (var overflow in Enum.GetValues<MessageOverflow>())
        {
            Assert.Equal([text], MessageParts.Of(text, overflow).Texts);
            Assert.Equal([" a\nb\n\n"], MessageParts.Of(" a\r\nb\r\n\n", overflow).Texts);
        }
    }

    [Fact]
    public void A_text_that_does_not_fit_is_refused_with_both_counts()
    {
        var parts = MessageParts.Of(string.Concat(Enumerable.Repeat("😀", 3000)));
        Assert.Empty(parts.Texts);
        Assert.Equal(ErrorCode.MessageTooLong, parts.ErrorCode);
        Assert.Contains("6000", parts.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("3000", parts.ErrorMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, ErrorCode.MessageEmpty)]
    [InlineData(" \u200B\n", ErrorCode.MessageEmpty)]
    [InlineData("\u001B[31m \u001B[0m\n", ErrorCode.MessageEmpty)]
    public void An_unsendable_text_is_refused(string? text, string code)
    {
        foreach (var overflow in Enum.GetValues<MessageOverflow>())
        {
            Assert.Equal(code, MessageParts.Of(text, overflow, monospace: true).ErrorCode);
        }
    }

    [Fact]
    public void An_unpaired_surrogate_is_refused()
    {
        // Not a parameter, because the name of a test can't contain half a surrogate pair.
        foreach (var overflow in Enum.GetValues<MessageOverflow>())
        {
            Assert.Equal(ErrorCode.MessageInvalid, MessageParts.Of(new string('x', Limit) + "\uD83D", overflow).ErrorCode);
        }
    }

    [Fact]
    public void A_part_ends_with_a_line_if_possible_otherwise_with_a_word()
    {
        Assert.Equal(["(1/2)\naaaa bbbb cccc", "(2/2)\n  dddd eeee ffff"], Split("aaaa bbbb cccc \n\n  dddd eeee ffff", 23));
        Assert.Equal(["(1/2)\naaaa bbbb cccc", "(2/2)\ndddd eeee ffff"], Split("aaaa bbbb cccc  dddd eeee ffff", 23));
        Assert.Equal(["(1/2)\naaaabbbbccccdddde", "(2/2)\neeeffff"], Split("aaaabbbbccccddddeeeeffff", 23));
        Assert.Equal(["(1/2)\naaaa\u00A0bbbbccccdddd", "(2/2)\neeeeffff"], Split("aaaa\u00A0bbbbccccddddeeeeffff", 23));

        // A line of two letters isn't a part while there are words to cut at.
        Assert.Equal(["(1/2)\na:\nbbbb cccc dddd", "(2/2)\neeee ffff"], Split("a:\nbbbb cccc dddd eeee ffff", 23));
        Assert.Equal(["(1/3)\na:", "(2/3)\nbbbbccccddddeeeef", "(3/3)\nfffgg"], Split("a:\nbbbbccccddddeeeeffffgg", 23));
    }

    [Theory]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(99)]
    [InlineData(100)]
    [InlineData(1000)]
    public void Part_numbers_count_toward_the_limit(int count)
    {
        var digits = count.ToString(CultureInfo.InvariantCulture).Length;
        var length = Enumerable.Range(1, count).Sum(number => Limit - 4 - digits - number.ToString(CultureInfo.InvariantCulture).Length);
        var texts = MessageParts.Of(new string('x', length), MessageOverflow.Split).Texts;
        Assert.Equal(count, texts.Count);
        Assert.All(texts, (text, i) => Assert.StartsWith($"({i + 1}/{count})\nx", text, StringComparison.Ordinal));
        Assert.All(texts, text => Assert.Equal(Limit, text.Length));
    }

    [Fact]
    public void A_truncated_text_ends_in_an_ellipsis()
    {
        Assert.Equal(["aaaa bbb…"], Truncate("aaaa bbbb cccc", 9));
        Assert.Equal(["aaaa…"], Truncate("aaaa bbbb cccc", 6));
        Assert.Equal(["aaa👍🏽…"], Truncate("aaa👍🏽👍🏽 ", 8));
        Assert.Equal(["aa…"], Truncate("aa👨‍👩‍👧‍👦 bb", 12));
        Assert.Equal(Limit, Truncate(new string('x', Limit + 1), Limit)[0].Length);
    }

    [Fact]
    public void A_code_block_is_closed_at_the_end_of_each_part()
    {
        Assert.Equal(["a ```bbbb ccc…```"], Truncate("a ```bbbb cccc dddd``` eeee", 22));
        Assert.Equal(["aaaa bbbb…"], Truncate("aaaa bbbb ```cccc``` dddddd", 20));
        Assert.Equal(
            ["(1/3)\naaaa ```bbbb```", "(2/3)\n```cccc dddd```", "(3/3)\n```eeee``` ffff"],
            Split("aaaa ```bbbb cccc dddd eeee``` ffff", 28)
        );
    }

    [Fact]
    public void A_character_longer_than_a_message_is_refused()
    {
        var text = "a" + new string('\u0301', Limit) + " b";
        Assert.Equal(ErrorCode.MessageTooLong, MessageParts.Of(text, MessageOverflow.Split).ErrorCode);
        Assert.Equal(ErrorCode.MessageTooLong, MessageParts.Of(text, MessageOverflow.Truncate).ErrorCode);
        Assert.Equal(["x…"], MessageParts.Of("x" + text, MessageOverflow.Truncate).Texts);
        Assert.Equal(ErrorCode.MessageTooLong, MessageParts.Of("x" + text, MessageOverflow.Split).ErrorCode);
    }

    [Fact]
    public void Parts_joined_again_are_the_text_and_no_character_is_cut()
    {
        Gen.Select(LongText, Gen.Int[40, 120], Gen.Bool)
            .Check(
                (text, limit, isCode) =>
                {
                    var parts = TextSplitter.Split(text, limit, isCode);
                    Assert.NotNull(parts);
                    text = isCode ? text : CodeBlock.TrimEdges(text, limit / 16);
                    var start = text.IndexOf(parts[0].Content, StringComparison.Ordinal);
                    Assert.True(string.IsNullOrWhiteSpace(text[..start]));
                    Assert.Equal(text[start..], string.Concat(parts.Select(part => part.Content + part.Separator)));
                    Assert.All(parts, part => Assert.False(MessageText.IsBlank(part.Content)));
                    Assert.All(parts, (part, i) => Assert.InRange(part.Numbered(i + 1, parts.Count).Length, 1, limit));
                    Assert.All(parts, part => Assert.True(string.IsNullOrWhiteSpace(part.Separator)));
                    var bounds = StringInfo.ParseCombiningCharacters(text).Append(text.Length).ToHashSet();
                    var at = start;
                    foreach (var part in parts)
                    {
                        at += part.Content.Length;
                        Assert.Contains(at, bounds);
                        at += part.Separator.Length;
                        Assert.Contains(at, bounds);
                    }
                },
                iterations: 4_000,
                seed: "0000KirimyP1"
            );
    }

    [Fact]
    public void Code_blocks_are_closed_in_every_part_and_keep_their_content()
    {
        var words = Gen.OneOf(
            Gen.String[Gen.Char["abc  \n"], 1, 30].Where(s => !string.IsNullOrWhiteSpace(s)),
            // More white space than a part has room for, on either side of a word.
            Gen.Select(Gen.String[Gen.Char["  \n"], 0, 120], Gen.String[Gen.Char["abc"], 1, 9], Gen.String[Gen.Char["  \n"], 0, 120])
                .Select(word => word.Item1 + word.Item2 + word.Item3)
        );
        Gen.Select(words.Array[1, 20], Gen.Int[40, 80])
            .Check(
                (pieces, limit) =>
                {
                    // Every second piece is in a block.
                    var text = string.Concat(pieces.Select((piece, i) => i % 2 == 0 ? piece : $"```{piece}```"));
                    var texts = MessageParts.Of(text, MessageOverflow.Split, monospace: false, limit).Texts;
                    Assert.All(texts, part => Assert.Equal(0, Fences(part) % 2));
                    Assert.All(texts, part => Assert.All(CodeBlock.In(part), block => Assert.False(block.IsBlank)));
                    Assert.Equal(Inside(text), string.Concat(texts.Select(Inside)));
                },
                iterations: 4_000,
                seed: "0000KirimyP2"
            );
    }

    [Fact]
    public void Paired_marks_stay_paired_in_every_part()
    {
        var piece = Gen.OneOf(Piece, Gen.String[Gen.Char[" \n"], 40, 200]);
        Gen.Select(piece.Array[20, 200].Select(string.Concat), Gen.Int[40, 120])
            .Check(
                (text, limit) =>
                {
                    // An unpaired mark at the end can't be part of a pair.
                    text = text[..CodeBlock.In(text).Select(block => block.Close).DefaultIfEmpty().Last()];
                    var parts = MessageParts.Of(text, MessageOverflow.Split, monospace: false, limit);
                    Assert.True(parts.ErrorCode is null or ErrorCode.MessageEmpty, parts.ErrorMessage);
                    Assert.All(
                        parts.Texts,
                        part =>
                        {
                            var rest = part;
                            foreach (var block in CodeBlock.In(part).AsEnumerable().Reverse())
                            {
                                rest = rest.Remove(block.Open, block.Close - block.Open);
                            }

                            Assert.DoesNotContain("```", rest, StringComparison.Ordinal);
                        }
                    );
                },
                iterations: 1_000,
                seed: "0000KirimyP5"
            );
    }

    [Fact]
    public void A_part_is_never_blank()
    {
        var (words, blank) = (new string('x', 4000), new string(' ', 5000));
        Assert.Equal([words], MessageParts.Of(words + "\n" + new string(' ', 100), MessageOverflow.Split).Texts);
        Assert.Equal([$"(1/2)\n{words}", "(2/2)\n  b"], MessageParts.Of($"{words}\n{blank}\n  b{blank}", MessageOverflow.Split).Texts);
        Assert.Equal(["a"], MessageParts.Of(blank + "a" + blank, MessageOverflow.Split).Texts.Select(text => text.Trim()));
        Assert.Equal(["```b```"], MessageParts.Of(new string('\n', 5000) + "b" + blank, MessageOverflow.Split, monospace: true).Texts);
    }

    [Theory]
    [InlineData("``` a  ```", "``` a  ```")]
    [InlineData("1 ```   a ``` 2 ```b   ```   3", "1 ``` a ``` 2 ```b ```   3")]
    [InlineData("1 ```    ```   2", "1 ``` ```   2")]
    public void White_space_next_to_marks_is_trimmed_if_it_is_long(string text, string expected) =>
        Assert.Equal(expected, CodeBlock.TrimEdges(text, max: 2));

    [Fact]
    public void Every_part_of_a_monospace_text_is_one_code_block()
    {
        Gen.Select(
                LongText.Where(s => !string.IsNullOrWhiteSpace(s)),
                Gen.Int[40, 400],
                Gen.OneOf(MessageOverflow.Split, MessageOverflow.Truncate)
            )
            .Check(
                (text, limit, overflow) =>
                {
                    var parts = MessageParts.Of(text, overflow, monospace: true, limit);
                    Assert.True(parts.ErrorCode is null or ErrorCode.MessageEmpty, parts.ErrorMessage);
                    foreach (var part in parts.Texts)
                    {
                        Assert.InRange(part.Length, 1, limit);
                        Assert.Matches(parts.Texts.Count > 1 ? @"\A\([0-9]+/[0-9]+\)\n```" : @"\A```", part);
                        Assert.EndsWith("```", part, StringComparison.Ordinal);
                        Assert.Equal(2, Fences(part));
                        Assert.DoesNotContain("````", part, StringComparison.Ordinal);
                    }
                },
                iterations: 4_000,
                seed: "0000KirimyP3"
            );
    }

    [Fact]
    public void A_truncated_text_is_the_start_of_the_text()
    {
        Gen.Select(LongText, Gen.Int[40, 120])
            .Check(
                (text, limit) =>
                {
                    var whole = MessageParts.Of(text, MessageOverflow.Truncate, monospace: false, limit);
                    if (text.Length <= limit || whole.ErrorCode is not null)
                    {
                        return;
                    }

                    var cut = whole.Texts[0];
                    Assert.InRange(cut.Length, 1, limit);
                    var end = cut.LastIndexOf('…');
                    Assert.StartsWith(cut[..end], text, StringComparison.Ordinal);
                    Assert.True(cut[(end + 1)..] is "" or "```");
                    Assert.Contains(end, StringInfo.ParseCombiningCharacters(text));
                },
                iterations: 4_000,
                seed: "0000KirimyP4"
            );
    }

    [Fact]
    public void Command_output_is_formatted_for_a_phone()
    {
        // The output of Get-Service | Out-String, with colors and padded to the width of the console.
        const string Output =
            "\r\n\u001B[32;1mStatus   Name         DisplayName\u001B[0m        \r\n\u001B[32;1m------   ----         -----------\u001B[0m        \r\n"
            + "Running  sshd         OpenSSH server     \r\nStopped  a\tTabbed     \r\n\r\n\r\n";
        Assert.Equal(
            [
                "```Status   Name         DisplayName\n------   ----         -----------\n"
                    + "Running  sshd         OpenSSH server\nStopped  a      Tabbed```",
            ],
            MessageParts.Of(Output, MessageOverflow.Error, monospace: true).Texts
        );
    }

    [Theory]
    [InlineData("  a\n b", "```  a\n b```")]
    [InlineData("a```b", "```a``\u200B`b```")]
    [InlineData("`a`", "```\u200B`a`\u200B```")]
    [InlineData("```a\nb```\n", "```a\nb```")]
    [InlineData("```a``` b ```c```", "```\u200B``\u200B`a``\u200B` b ``\u200B`c``\u200B`\u200B```")]
    [InlineData("a\u001B]8;;https://x.example\u001B\\link\u001B]8;;\u0007 \u001B(Bb", "```alink b```")]
    public void Backticks_and_terminal_sequences_do_not_end_a_code_block(string text, string expected) =>
        Assert.Equal([expected], MessageParts.Of(text, MessageOverflow.Error, monospace: true).Texts);

    [Fact]
    public void A_long_command_output_is_split_between_lines()
    {
        var lines = Enumerable.Range(1, 300).Select(i => $"{i, 5}  " + new string('x', 30)).ToList();
        var texts = MessageParts.Of(string.Join("\r\n", lines), MessageOverflow.Split, monospace: true).Texts;
        Assert.Equal(3, texts.Count);
        var shown = texts.SelectMany((text, i) => text[$"({i + 1}/3)\n```".Length..^3].Split('\n'));
        Assert.Equal(lines, shown);
    }

    private static IReadOnlyList<string> Split(string text, int limit) =>
        MessageParts.Of(text, MessageOverflow.Split, monospace: false, limit).Texts;

    private static IReadOnlyList<string> Truncate(string text, int limit) =>
        MessageParts.Of(text, MessageOverflow.Truncate, monospace: false, limit).Texts;

    private static string Inside(string text) =>
        string.Concat(text.Split("```").Where((_, i) => i % 2 == 1))
            .Replace(" ", string.Empty, StringComparison.Ordinal)
            .Replace("\n", string.Empty, StringComparison.Ordinal);

    private static int Fences(string text) => text.Split("```").Length - 1;
}
