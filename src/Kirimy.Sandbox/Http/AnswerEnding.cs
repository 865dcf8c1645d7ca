namespace Kirimy.Sandbox.Http;

/// <summary>How an answer ends on the wire.</summary>
internal enum AnswerEnding
{
    /// <summary>As HTTP has it.</summary>
    Complete,

    /// <summary>The connection is closed when half of the announced body has gone out.</summary>
    CutShort,

    /// <summary>The connection is closed in order, and nothing is answered.</summary>
    Dropped,

    /// <summary>The connection is reset, and nothing is answered.</summary>
    Reset,

    /// <summary>Nothing is answered and the connection stays open, until the sandbox stops.</summary>
    Withheld,
}
