using Kirimy.Client.Texts;

namespace Kirimy.Client.PhoneNumbers;

/// <summary>A number in E.164 of any country, with the network that first had it; or a refusal.</summary>
internal readonly record struct NumberReading(string? E164, NumberKind Kind, string? Carrier)
{
    public Refusal? Refusal { get; private init; }

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

/// <summary>In the sentence, {0} is the input and {1} the detail: the part of the input that is wrong.</summary>
internal readonly record struct Refusal(string Reason, string Sentence, string? Detail = null)
{
    public static Refusal TooShort => new(NumberReason.TooShort, Text.NumberAdvice_TooShort);

    public static Refusal TooLong => new(NumberReason.TooLong, Text.NumberAdvice_TooLong);

    public static Refusal NotInNumberingPlan => new(NumberReason.NotInNumberingPlan, Text.NumberAdvice_NotInNumberingPlan);

    public static Refusal SeveralNumbers => new(NumberReason.SeveralNumbers, Text.NumberAdvice_SeveralNumbers);

    public static Refusal Ambiguous(string sentence, string? detail = null) => new(NumberReason.Ambiguous, sentence, detail);

    public static Refusal Unexpected(string text, int index) =>
        new(
            NumberReason.UnexpectedCharacters,
            Text.NumberAdvice_UnexpectedCharacters,
            text.Substring(index, char.IsSurrogatePair(text, index) ? 2 : 1)
        );

    public string Advice(string? input) => Sentence.With(VisibleText.Of(input), VisibleText.Of(Detail));
}
