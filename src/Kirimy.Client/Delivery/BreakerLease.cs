using System.Runtime.InteropServices;
using Kirimy.Client.Api;

namespace Kirimy.Client.Delivery;

/// <summary>What <see cref="CircuitBreaker"/> lets a message do.</summary>
/// <param name="IsProbe">It goes ahead alone, and the others wait for what becomes of it: to be reported or abandoned.</param>
/// <param name="IsAfterQuietWindow">Nobody sent for a whole window before it.</param>
/// <param name="Failed">It may not go: the probe that it waited for failed so.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct BreakerLease(bool IsProbe, bool IsAfterQuietWindow, ApiResponse? Failed);
