namespace Kirimy.Sandbox.Http;

/// <summary>How an answer ends on the wire.</summary>
internal enum AnswerEnding
{
    /// <summary>As HTTP has it.</summary>
    Complete,

    /// <summary>The connection is cut when half of the announced body has gone out.</summary>
    CutShort,

    /// <summary>The connection is cut and nothing is answered.</summary>
    Dropped,

    /// <summary>Nothing is answered and the connection stays open, until the sandbox stops.</summary>
    Withheld,
}
