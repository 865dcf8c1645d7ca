namespace Kirimy.Client.Ledger;

/// <summary>The ledger's response to a message that is to be sent.</summary>
/// <remarks>A class: asynchronous methods that return a struct of ours can't be precompiled, which costs a cold start.</remarks>
/// <param name="Result">Whether its request may be sent.</param>
/// <param name="Wait">
/// With <see cref="ReservationResult.Later"/>: how long to wait; the place stays reserved meanwhile. With
/// <see cref="ReservationResult.DayIsFull"/>: the time until the session's daily limit resets.
/// </param>
/// <param name="Earlier">
/// The record of an earlier run, if it is the reason not to send the message, or if the message is sent although it may have arrived.
/// </param>
internal sealed record Reservation(ReservationResult Result, TimeSpan Wait = default, DeliveryRecord? Earlier = null)
{
    internal static Reservation Go { get; } = new(ReservationResult.Go);

    internal static Reservation Stopped { get; } = new(ReservationResult.Stopped);

    internal static Reservation InProgress { get; } = new(ReservationResult.InProgress);

    internal static Reservation Later(TimeSpan wait) => new(ReservationResult.Later, wait);

    internal static Reservation DayIsFull(TimeSpan wait) => new(ReservationResult.DayIsFull, wait);
}
