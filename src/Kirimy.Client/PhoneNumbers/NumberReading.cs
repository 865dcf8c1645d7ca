namespace Kirimy.Client.PhoneNumbers;

/// <summary>What was made of a written number, before it becomes a result: a valid number, or a refusal.</summary>
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

    /// <summary>The number in E.164, or null when it is refused.</summary>
    public string? E164 { get; }

    public bool IsValid => E164 is not null;

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

        return new NumberResult
        {
            Input = input,
            IsValid = true,
            Receive = E164![1..],
            E164 = E164,
            Kind = kind,
            Carrier = carrier,
            Advice = NumberAdvice.OnValid(E164, kind),
        };
    }
}
