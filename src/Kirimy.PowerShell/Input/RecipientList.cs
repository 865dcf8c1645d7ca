using Kirimy.Client.PhoneNumbers;
using Kirimy.Client.Profiles;
using Kirimy.PowerShell.Settings;

namespace Kirimy.PowerShell.Input;

/// <summary>
/// Resolves the recipients of a call, or the default recipients. A group becomes its members, and a text with several numbers
/// becomes several recipients.
/// </summary>
/// <remarks>
/// Default recipients apply only to texts. A row is about one person; without a number it is an error, because its text must not be sent to
/// those on call. For the same reason, an empty parameter is an error and never means the default.
/// </remarks>
internal sealed class RecipientList
{
    private static readonly char[] SureSeparators = [';', '\r', '\n'];

    private readonly EffectiveSettings settings;
    private readonly List<Recipient> recipients = [];
    private readonly HashSet<string> numbers = new(StringComparer.Ordinal);

    private RecipientList(EffectiveSettings settings) => this.settings = settings;

    /// <summary>The recipients of a parameter; at least one.</summary>
    public static IReadOnlyList<Recipient> Of(EffectiveSettings settings, string?[]? given)
    {
        var list = new RecipientList(settings);
        foreach (var text in given is { Length: > 0 } ? given : [null])
        {
            list.Add(text);
        }

        return list.recipients;
    }

    /// <summary>The default recipients; none if neither the environment nor the profile has any.</summary>
    public static IReadOnlyList<Recipient> OfDefaults(EffectiveSettings settings)
    {
        var list = new RecipientList(settings);
        list.Guard(
            number: null,
            () =>
            {
                foreach (var text in settings.Recipients.Default.Value)
                {
                    list.AddOne(text);
                }
            }
        );
        return list.recipients;
    }

    private void Add(string? text)
    {
        var values = SeparatedList.Split(text).ToList();
        if (values.Count == 0)
        {
            recipients.Add(new Recipient(text, ErrorCode.InvalidPhoneNumber, Text.Recipient_Empty));
        }
        else if (values.Count == 1 || !IsList(text!, values))
        {
            AddOne(text!);
        }
        else
        {
            values.ForEach(AddOne);
        }
    }

    /// <summary>Whether a text contains several recipients, rather than one number with a label or a comma, or a damaged number.</summary>
    private bool IsList(string text, List<string> values) =>
        text.IndexOf('=') < 0
        && (values.Exists(IsGroup) || (!IsNumber(text) && (text.IndexOfAny(SureSeparators) >= 0 || values.Exists(IsNumber))));

    private bool IsGroup(string text)
    {
        try
        {
            return settings.Recipients.Groups.Value.ContainsKey(text);
        }
        catch (KirimyException)
        {
            // The error is reported for the recipient that needs the groups.
            return RecipientGroups.IsName(text);
        }
    }

    private bool IsNumber(string text) => PhoneNumberReader.Read(text, settings.DefaultRegion.Value).IsValid;

    private void AddOne(string text)
    {
        if (!RecipientGroups.IsName(text.Trim()))
        {
            recipients.Add(new Recipient(text));
            return;
        }

        Guard(text, () => AddGroup(text.Trim(), settings.Recipients.Groups.Value));
    }

    private void AddGroup(string name, IReadOnlyDictionary<string, IReadOnlyList<string>> groups)
    {
        if (groups.Count == 0)
        {
            recipients.Add(new Recipient(name));
        }
        else if (groups.TryGetValue(name, out var members))
        {
            // A person in two groups gets one message.
            recipients.AddRange(members.Where(member => numbers.Add(KeyOf(member))).Select(static member => new Recipient(member)));
        }
        else
        {
            recipients.Add(
                new Recipient(
                    name,
                    ErrorCode.RecipientGroupNotFound,
                    Text.Recipient_GroupUnknown.With(
                        name,
                        string.Join(", ", groups.Keys.OrderBy(static key => key, StringComparer.OrdinalIgnoreCase))
                    )
                )
            );
        }
    }

    private string KeyOf(string member) => PhoneNumberReader.Read(member, settings.DefaultRegion.Value).Recipient ?? member;

    /// <summary>An environment variable that can't be read is an error of the recipient that needs it only.</summary>
    private void Guard(string? number, Action action)
    {
        try
        {
            action();
        }
        catch (KirimyException exception)
        {
            recipients.Add(new Recipient(number, exception.Code, exception.Message));
        }
    }
}

/// <summary>One recipient of a call.</summary>
/// <param name="Number">The number as it was written.</param>
/// <param name="ErrorCode">The code of the error if it can't be used; null otherwise.</param>
/// <param name="Explanation">The error for a user, with the recommended action.</param>
internal sealed record Recipient(string? Number, string? ErrorCode = null, string? Explanation = null);
