using Kirimy.Client.PhoneNumbers;

namespace Kirimy.PowerShell.Input;

/// <summary>Recipients that are looked for, in any usual spelling.</summary>
internal static class RecipientArgument
{
    /// <summary>Reads them as the ledger has them (<c>62…</c>).</summary>
    /// <exception cref="KirimyException">INVALID_PHONE_NUMBER: one of them is no number.</exception>
    public static IReadOnlyCollection<string> Read(IEnumerable<string> recipients) =>
        [
            .. recipients
                .Select(written => PhoneNumberReader.Read(written, "ID"))
                .Select(number => number.Receive ?? throw new KirimyException(ErrorCode.InvalidPhoneNumber, number.Advice!)),
        ];
}
