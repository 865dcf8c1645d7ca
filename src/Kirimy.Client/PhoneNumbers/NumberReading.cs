namespace Kirimy.Client.PhoneNumbers;

/// <summary>The outcome of reading a text: a number of a numbering plan, or a refusal.</summary>
internal readonly struct NumberReading
{
    private readonly NumberKind kind;
    private readonly string? carrier;
    private readonly Refusal? refusal;

    public NumberReading(string e164, NumberKind kind, string? carrier)
    {
        E164 = e164;
        this.kind = kind;
        this.carrier = carrier;
    }

    public NumberReading(Refusal refusal) => this.refusal = refusal;

    /// <summary>The number in E.164, Indonesian or foreign; null if the text is refused.</summary>
    public string? E164 { get; }

    /// <summary>Whether the text is a number of any country's numbering plan.</summary>
    public bool IsNumber => E164 is not null;

    public string? Reason => refusal?.Reason;

    public NumberResult ToResult(string? input)
    {
        if (refusal is { } refused)
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
            Receive = canReceive ? E164![1..] : null,
            E164 = E164,
            Kind = kind,
            Carrier = carrier,
            Reason = canReceive ? null : NumberReason.ForeignNumber,
            Advice = canReceive ? Warning() : Text.NumberAdvice_Foreign.With(E164),
        };
    }

    private string? Warning() =>
        kind switch
        {
            NumberKind.Mobile => null,
            NumberKind.Landline => Text.NumberAdvice_Landline.With(E164),
            _ => Text.NumberAdvice_Service.With(E164),
        };
}
