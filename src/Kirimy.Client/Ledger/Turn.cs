using System.Runtime.InteropServices;

namespace Kirimy.Client.Ledger;

/// <summary>What a store says to a message that wants to be sent.</summary>
/// <param name="Admission">Whether it may go; null when it is to come again after <paramref name="Wait"/>.</param>
/// <param name="Wait">How long to wait. Whatever was reserved stays reserved meanwhile.</param>
/// <param name="Earlier">
/// What is on record of it, where that is why it may not go, or why it goes as one that may have arrived; told once, with whichever turn.
/// </param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Turn(Admission? Admission, TimeSpan Wait = default, DeliveryRecord? Earlier = null);
