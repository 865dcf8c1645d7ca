using Kirimy.Client.Texts;

namespace Kirimy.Client.PhoneNumbers;

/// <summary>The outcome of reading a text: a number of a numbering plan, or a refusal.</summary>
/// <param name="E164">The number in E.164, Indonesian or foreign; null if the text is refused.</param>
/// <param name="Kind">The kind of line.</param>
/// <param name="Carrier">The network that first had the number; null if it isn't known.</param>
internal readonly record struct NumberReading(string? E164, NumberKind Kind, string? Carrier)
{
    public Refusal? Refusal { get; private init; }

    /// <summary>Whether the text is a number of any country's numbering plan.</summary>
    public bool IsNumber => E164 is not null;

    public static implicit operator NumberReading(Refusal refusal) => new() { Refusal = refusal };

    public NumberResult ToResult(string? input)
    {
        if (Refusal is { } refused)
        {
            return new NumberResult
            {
                Input = input,
                Reason = refused.Reason,
                Advice = refused.Advice(input),
            };
        }

        var canReceive = IndonesianNumber.IsE164(E164!);
        return new NumberResult
        {
            Input = input,
            IsValid = canReceive,
            Recipient = canReceive ? E164![1..] : null,
            E164 = E164,
            Kind = Kind,
            Carrier = Carrier,
            Reason = canReceive ? null : NumberReason.ForeignNumber,
            Advice = canReceive ? Warning() : Text.NumberAdvice_Foreign.With(E164),
        };
    }

    private string? Warning() =>
        Kind switch
        {
            NumberKind.Mobile => null,
            NumberKind.Landline => Text.NumberAdvice_Landline.With(E164),
            _ => Text.NumberAdvice_Service.With(E164),
        };
}

/// <summary>The reason that a written number is refused.</summary>
/// <param name="Reason">One of <see cref="NumberReason"/>.</param>
/// <param name="Sentence">The problem and the recommended action; {0} is the input, {1} the detail.</param>
/// <param name="Detail">The part of the input that is wrong, if the sentence names it.</param>
internal readonly record struct Refusal(string Reason, string Sentence, string? Detail = null)
{
    public static Refusal TooShort => new(NumberReason.TooShort, Text.NumberAdvice_TooShort);

    public static Refusal TooLong => new(NumberReason.TooLong, Text.NumberAdvice_TooLong);

    public static Refusal NotInNumberingPlan => new(NumberReason.NotInNumberingPlan, Text.NumberAdvice_NotInNumberingPlan);

    public static Refusal SeveralNumbers => new(NumberReason.SeveralNumbers, Text.NumberAdvice_SeveralNumbers);

    public static Refusal Ambiguous(string sentence, string? detail = null) => new(NumberReason.Ambiguous, sentence, detail);

    /// <summary>The refusal of the character at an index.</summary>
    public static Refusal Unexpected(string text, int index) =>
        new(
            NumberReason.UnexpectedCharacters,
            Text.NumberAdvice_UnexpectedCharacters,
            text.Substring(index, char.IsSurrogatePair(text, index) ? 2 : 1)
        );

    public string Advice(string? input) => Sentence.With(VisibleText.Of(input), VisibleText.Of(Detail));
}
