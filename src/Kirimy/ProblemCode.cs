namespace Kirimy;

/// <summary>What <see cref="MessageProblem"/> says and no other list of codes has.</summary>
public static class ProblemCode
{
    /// <summary>The recipient is a landline, which has WhatsApp only if a business registered it.</summary>
    public const string Landline = "LANDLINE";

    /// <summary>The recipient is neither a mobile nor a landline.</summary>
    public const string ServiceNumber = "SERVICE_NUMBER";

    /// <summary>The text was too long, and its end is cut off.</summary>
    public const string TextCut = "TEXT_CUT";
}
