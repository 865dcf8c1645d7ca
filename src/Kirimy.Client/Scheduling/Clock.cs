namespace Kirimy.Client.Scheduling;

/// <summary>The clock of cmdlets.</summary>
internal static class Clock
{
    /// <summary>The system's clock. <c>AppContext</c> data of that name replaces it in tests whose days are short.</summary>
    public static TimeProvider Current => AppContext.GetData("Kirimy.Clock") as TimeProvider ?? TimeProvider.System;
}
