using System.Globalization;
using System.Management.Automation;

namespace Kirimy.PowerShell.Parameters;

/// <summary>A moment, or how long ago it is: a date, a time span, or text of either ("30" is 30 days, "2.12:00" two and a half).</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class MomentArgumentAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value switch
        {
            DateTimeOffset moment => moment.LocalDateTime,
            TimeSpan ago => Ago(ago, inputData),
            int days => Ago(TimeSpan.FromDays(days), inputData),
            string text when TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var ago) => Ago(ago, inputData),
            _ => inputData,
        };
    }

    private static object Ago(TimeSpan ago, object inputData) =>
        ago >= TimeSpan.Zero && ago < DateTime.Now - DateTime.MinValue
            ? DateTime.Now - ago
            : throw new ArgumentTransformationMetadataException(Text.Moment_Negative.With(inputData));
}
