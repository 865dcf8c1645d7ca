namespace Kirimy;

/// <summary>Codes in <see cref="MessageProblem.Code"/> that stand for a warning and are in no other list.</summary>
public static class ProblemCode
{
    /// <summary>The recipient is a landline, which has WhatsApp only if a business registered it.</summary>
    public const string Landline = "LANDLINE";

    /// <summary>The recipient is neither a mobile nor a landline.</summary>
    public const string ServiceNumber = "SERVICE_NUMBER";

    /// <summary>The text was too long, and its end is cut off.</summary>
    public const string TextCut = "TEXT_CUT";
}
