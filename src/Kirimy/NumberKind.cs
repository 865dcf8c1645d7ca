namespace Kirimy;

/// <summary>What sort of line a number is.</summary>
public enum NumberKind
{
    /// <summary>Neither a mobile nor a landline, or the numbering plan does not tell.</summary>
    Other,

    /// <summary>A mobile number.</summary>
    Mobile,

    /// <summary>A landline. It can hold WhatsApp Business.</summary>
    Landline,
}
