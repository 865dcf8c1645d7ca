namespace Kirimy;

/// <summary>A place in a text that WhatsApp will most likely not show as it was meant.</summary>
public sealed class TextFinding
{
    internal TextFinding(string code, int line, int column, string message)
    {
        Code = code;
        Line = line;
        Column = column;
        Message = message;
    }

    /// <summary>One of <see cref="TextFindingCode"/>.</summary>
    public string Code { get; }

    /// <summary>The line, from 1.</summary>
    public int Line { get; }

    /// <summary>The character in its line, from 1, as a person counts.</summary>
    public int Column { get; }

    /// <summary>What is there, how it will look and what to do, in a sentence.</summary>
    public string Message { get; }

    /// <inheritdoc/>
    public override string ToString() => Message;
}
