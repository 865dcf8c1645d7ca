using System.Text.RegularExpressions;

namespace Kirimy.Client.PhoneNumbers;

/// <summary>
/// Takes the number out of an address: <c>tel:</c>, <c>sms:</c>, <c>callto:</c> and <c>whatsapp:</c> URIs, links to a chat
/// (<c>wa.me/62…</c>, <c>api.whatsapp.com/send?phone=62…</c>, also after a label) and the addresses that WhatsApp's programs use
/// (<c>62…@c.us</c>, <c>62…@s.whatsapp.net</c>).
/// </summary>
internal readonly struct NumberAddress
{
    private static readonly string[] Schemes = ["tel:", "sms:", "smsto:", "callto:"];

    private NumberAddress(string text, CountryCodeMark mark)
    {
        Text = text;
        Mark = mark;
    }

    private NumberAddress(Refusal refusal)
    {
        Text = string.Empty;
        Refusal = refusal;
    }

    /// <summary>The number in the address; the whole text if it isn't an address.</summary>
    public string Text { get; }

    /// <summary>The evidence that the number begins with a country code.</summary>
    public CountryCodeMark Mark { get; }

    /// <summary>The reason that the address doesn't hold a phone number, or null.</summary>
    public Refusal? Refusal { get; }

    // Every address has one of these marks, and most numbers have none: these need nothing compiled but this line.
    public static NumberAddress Parse(string text) =>
        text.AsSpan().IndexOfAny('.', ':', '@') < 0 ? new NumberAddress(text, CountryCodeMark.None) : ParseMarked(text);

    private static NumberAddress ParseMarked(string text)
    {
        foreach (var scheme in Schemes)
        {
            if (TryStrip(text, scheme, out var call))
            {
                var number = TryStrip(call, "//", out var behind) ? behind : call;
                return new NumberAddress(Unescaped(number.Split('?')[0]), CountryCodeMark.None);
            }
        }

        // With a space after it, it is a label that a person wrote.
        if (TryStrip(text, "whatsapp:", out var address) && !address.StartsWith(" ", StringComparison.Ordinal))
        {
            return TryStrip(address, "//send", out var query) ? OfQuery(query) : new NumberAddress(address, CountryCodeMark.Link);
        }

        if (Patterns.UserAtServer.Match(text) is { Success: true } user)
        {
            return OfUser(user);
        }

        if (Patterns.Link.Match(text) is { Success: true } link)
        {
            return LabeledNumber.RefuseBeforeLink(link.Groups["label"].Value) is { } refusal
                ? new NumberAddress(refusal)
                : OfLink(link.Groups["host"].Value, link.Groups["rest"].Value);
        }

        return text.AsSpan().IndexOf("://".AsSpan()) >= 0 ? NoNumber() : new NumberAddress(text, CountryCodeMark.None);
    }

    private static NumberAddress OfUser(Match user)
    {
        var server = user.Groups["server"].Value;
        if (server.EndsWith(".us", StringComparison.OrdinalIgnoreCase) && server[0] is 'g' or 'G')
        {
            return Group();
        }

        // The others are numbers of accounts that hide their phone number, and lists of recipients.
        return server.AsSpan().IndexOf('.') >= 0 ? new NumberAddress(user.Groups["user"].Value, CountryCodeMark.Certain) : NoNumber();
    }

    private static NumberAddress OfLink(string host, string rest)
    {
        if (host.StartsWith("chat.", StringComparison.OrdinalIgnoreCase))
        {
            return Group();
        }

        if (!host.Equals("wa.me", StringComparison.OrdinalIgnoreCase))
        {
            return TryStrip(rest, "send", out var query) ? OfQuery(query) : NoNumber();
        }

        var end = rest.AsSpan().IndexOfAny('?', '#');
        var path = Unescaped((end < 0 ? rest : rest[..end]).Trim('/'));

        // Other first parts of the path name a shop, a catalogue or a short link.
        return path.Length > 0 && path[0] is '+' or '(' or (>= '0' and <= '9') ? new NumberAddress(path, CountryCodeMark.Link) : NoNumber();
    }

    private static NumberAddress OfQuery(string query)
    {
        foreach (var field in query.TrimStart('/').TrimStart('?').Split('&'))
        {
            if (TryStrip(field, "phone=", out var number))
            {
                return new NumberAddress(Unescaped(number), CountryCodeMark.Link);
            }
        }

        return NoNumber();
    }

    private static string Unescaped(string text) => text.AsSpan().IndexOf('%') < 0 ? text : Uri.UnescapeDataString(text);

    private static bool TryStrip(string text, string prefix, out string rest)
    {
        var begins = text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);
        rest = begins ? text[prefix.Length..] : text;
        return begins;
    }

    private static NumberAddress NoNumber() => new(new Refusal(NumberReason.NoNumber, Client.Text.NumberAdvice_NoNumberInAddress));

    private static NumberAddress Group() => new(new Refusal(NumberReason.GroupAddress, Client.Text.NumberAdvice_Group));

    /// <summary>A class of its own, because most numbers are read without any pattern.</summary>
    private static class Patterns
    {
        private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

        public static readonly Regex Link = new(
            @"^(?<label>(?:[^0-9@/]{0,60}[ :=(<\n])?)(?:https?://)?(?:www\.)?(?<host>wa\.me|(?:api\.|web\.|chat\.|call\.)?whatsapp\.com)(?:[/?#]|$)(?<rest>.*)$",
            Options | RegexOptions.Singleline,
            Regex.InfiniteMatchTimeout
        );

        /// <summary>A user of WhatsApp: the number, perhaps an agent after a <c>_</c> and a device after a <c>:</c>, and the server.</summary>
        public static readonly Regex UserAtServer = new(
            @"^(?<user>[^@:_]+)(?:_[0-9]{1,3})?(?::[0-9]{1,3})?@(?<server>c\.us|s\.whatsapp\.net|g\.us|lid|newsletter|broadcast)$",
            Options,
            Regex.InfiniteMatchTimeout
        );
    }
}
