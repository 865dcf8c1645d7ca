using System.Management.Automation;
using Kirimy.PowerShell.Session;

namespace Kirimy.PowerShell.Parameters;

/// <summary>
/// Argument transformation for a time in the past: a date, a duration before now, or text of either ("30" is 30 days, "2.12:00" 2.5 days).
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class MomentArgumentAttribute : ArgumentTransformationAttribute
{
    /// <summary>Whether an invalid value is a warning and treated as omitted, instead of an error.</summary>
    public bool IsOptional { get; set; }

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        if (inputData is null || Read(inputData) is not { } moment)
        {
            return Refuse(engineIntrinsics, inputData);
        }

        return moment;
    }

    private object? Refuse(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        if (inputData is not null && !IsOptional)
        {
            throw new ArgumentTransformationMetadataException(Text.Moment_Negative.With(inputData));
        }

        if (!string.IsNullOrWhiteSpace(inputData?.ToString()))
        {
            engineIntrinsics.Host.UI.WriteWarningLine(Text.Moment_Ignored.With(inputData));
        }

        return null;
    }

    /// <summary>The time; a value that PowerShell has to convert if the parameter isn't optional; null for none.</summary>
    private object? Read(object inputData)
    {
        var value = inputData.Unwrap();
        return value switch
        {
            DateTimeOffset moment => moment.LocalDateTime,
            TimeSpan ago => Ago(ago),
            int days => Ago(TimeSpan.FromDays(days)),
            string text when TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var ago) => Ago(ago),
            _ when !IsOptional => inputData,
            _ => LanguagePrimitives.TryConvertTo(value, CultureInfo.InvariantCulture, out DateTime moment) && value is not null
                ? moment
                : null,
        };
    }

    private static DateTime? Ago(TimeSpan ago) =>
        ago >= TimeSpan.Zero && ago < DateTime.Now - DateTime.MinValue ? DateTime.Now - ago : null;
}
