using System.Text.RegularExpressions;

namespace Kirimy.Client.PhoneNumbers;

/// <summary>
/// Parser for the number in an address: <c>tel:</c>, <c>sms:</c>, <c>callto:</c> and <c>whatsapp:</c> URIs, links to a chat
/// (<c>wa.me/62…</c>, <c>api.whatsapp.com/send?phone=62…</c>, also after a label) and the addresses that WhatsApp's programs use
/// (<c>62…@c.us</c>, <c>62…@s.whatsapp.net</c>).
/// </summary>
internal static class NumberAddress
{
    private static readonly string[] Schemes = ["tel:", "sms:", "smsto:", "callto:"];

    private static Refusal NoNumber => new(NumberReason.NoNumber, Text.NumberAdvice_NoNumberInAddress);

    private static Refusal Group => new(NumberReason.GroupAddress, Text.NumberAdvice_Group);

    // Every address has one of these marks, and most numbers have none, so most numbers load none of the code below.
    public static WrittenNumber Parse(string text) =>
        text.AsSpan().IndexOfAny('.', ':', '@') < 0 ? NumberSpelling.Parse(text, CountryCodeMark.None) : ParseMarked(text);

    private static WrittenNumber ParseMarked(string text)
    {
        foreach (var scheme in Schemes)
        {
            if (TryStrip(text, scheme, out var call))
            {
                _ = TryStrip(call, "//", out var number);
                return NumberSpelling.Parse(Uri.UnescapeDataString(number.Split('?')[0]), CountryCodeMark.None);
            }
        }

        // With a space after it, it's a label that a person wrote.
        if (TryStrip(text, "whatsapp:", out var address) && !address.StartsWith(" ", StringComparison.Ordinal))
        {
            return TryStrip(address, "//send", out var query) ? OfQuery(query) : NumberSpelling.Parse(address, CountryCodeMark.Link);
        }

        if (Patterns.UserAtServer.Match(text) is { Success: true } user)
        {
            return OfUser(user.Groups["user"].Value, user.Groups["server"].Value.ToLowerInvariant());
        }

        if (Patterns.Link.Match(text) is { Success: true } link)
        {
            return LabeledNumber.RefuseBeforeLink(link.Groups["label"].Value) is { } refusal
                ? refusal
                : OfLink(link.Groups["host"].Value.ToLowerInvariant(), link.Groups["rest"].Value);
        }

        return text.AsSpan().IndexOf("://".AsSpan()) >= 0 ? NoNumber : NumberSpelling.Parse(text, CountryCodeMark.None);
    }

    private static WrittenNumber OfUser(string user, string server) =>
        server switch
        {
            "g.us" => Group,
            "c.us" or "s.whatsapp.net" => NumberSpelling.Parse(user, CountryCodeMark.Certain),
            // IDs of accounts that hide their phone number, and broadcast lists.
            _ => NoNumber,
        };

    private static WrittenNumber OfLink(string host, string rest)
    {
        if (host.StartsWith("chat.", StringComparison.Ordinal))
        {
            return Group;
        }

        if (host != "wa.me")
        {
            return TryStrip(rest, "send", out var query) ? OfQuery(query) : NoNumber;
        }

        var path = Uri.UnescapeDataString(rest.Split('?', '#')[0].Trim('/'));

        // Other paths are those of a shop, a catalog or a short link.
        return path.Length > 0 && path[0] is '+' or '(' or (>= '0' and <= '9')
            ? NumberSpelling.Parse(path, CountryCodeMark.Link)
            : NoNumber;
    }

    private static WrittenNumber OfQuery(string query)
    {
        foreach (var field in query.TrimStart('/').TrimStart('?').Split('&'))
        {
            if (TryStrip(field, "phone=", out var number))
            {
                return NumberSpelling.Parse(Uri.UnescapeDataString(number), CountryCodeMark.Link);
            }
        }

        return NoNumber;
    }

    private static bool TryStrip(string text, string prefix, out string rest)
    {
        var begins = text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);
        rest = begins ? text[prefix.Length..] : text;
        return begins;
    }

    /// <summary>Created only if a number needs them.</summary>
    private static class Patterns
    {
        private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

        public static readonly Regex Link = new(
            @"^(?<label>(?:[^0-9@/]{0,60}[ :=(<\n])?)(?:https?://)?(?:www\.)?(?<host>wa\.me|(?:api\.|web\.|chat\.|call\.)?whatsapp\.com)(?:[/?#]|$)(?<rest>.*)$",
            Options | RegexOptions.Singleline
        );

        /// <summary>A WhatsApp user: the number, optionally an agent after <c>_</c> and a device after <c>:</c>, and the server.</summary>
        public static readonly Regex UserAtServer = new(
            @"^(?<user>[^@:_]+)(?:_[0-9]{1,3})?(?::[0-9]{1,3})?@(?<server>c\.us|s\.whatsapp\.net|g\.us|lid|newsletter|broadcast)$",
            Options
        );
    }
}
