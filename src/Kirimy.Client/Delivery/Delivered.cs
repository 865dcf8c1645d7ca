using System.Runtime.InteropServices;

namespace Kirimy.Client.Delivery;

/// <summary>What became of a message.</summary>
/// <param name="Result">Its result; nobody's to see before it is on record.</param>
/// <param name="Recording">Ends when it is on record.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Delivered(SendResult Result, Task Recording)
{
    /// <summary>A result that is on record, or leaves nothing to record.</summary>
    public Delivered(SendResult result)
        : this(result, Task.CompletedTask) { }
}
