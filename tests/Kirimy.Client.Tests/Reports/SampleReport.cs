using Kirimy.Client.Reports;
using Microsoft.Extensions.Time.Testing;

namespace Kirimy.Client.Tests.Reports;

/// <summary>Reports of sample messages, in a folder that is deleted after the test.</summary>
internal sealed class SampleReport : IDisposable
{
    /// <summary>The time of the first message of <see cref="Rows"/>, in Jakarta.</summary>
    public static readonly DateTimeOffset Start = new(2026, 8, 17, 10, 0, 0, TimeSpan.FromHours(7));

    public SampleReport()
    {
        Time.SetLocalTimeZone(TimeZoneInfo.CreateCustomTimeZone("WIB", TimeSpan.FromHours(7), "WIB", "WIB"));
        Options = new ReportOptions { Time = Time };
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("kirimy-report-").FullName;

    public FakeTimeProvider Time { get; } = new(Start.AddHours(1));

    public ReportOptions Options { get; set; }

    /// <summary>Messages that are one second apart. Of ten, one is Failed, one is Unknown, and the others are Sent.</summary>
    public static IEnumerable<ReportRow> Rows(int count) =>
        Enumerable
            .Range(0, count)
            .Select(i => new ReportRow
            {
                Index = i,
                Timestamp = Start.AddSeconds(i),
                Recipient = $"62812{10_000_000 + (i * 7919 % 10_000_000)}",
                SessionId = "office",
                BatchId = "august",
                Attempts = 1,
                Duration = TimeSpan.FromMilliseconds(250),
                Status = (i % 10) switch
                {
                    3 => DeliveryStatus.Failed,
                    7 => DeliveryStatus.Unknown,
                    _ => DeliveryStatus.Sent,
                },
                ErrorCode = (i % 10) switch
                {
                    3 => "SESSION_INACTIVE",
                    7 => "DELIVERY_UNKNOWN",
                    _ => null,
                },
                ErrorMessage = i % 10 is 3 or 7 ? "It did not go through." : null,
                HttpStatus = i % 10 is 7 ? null : 200,
                MessageId = i % 10 is 3 or 7 ? null : $"ID{i}",
                Message = i % 2 == 0 ? $"Halo pelanggan {i}, sampai jumpa." : null,
            });

    /// <summary>Writes a report.</summary>
    /// <param name="name">The file name, whose extension determines the format.</param>
    /// <param name="rows">The messages.</param>
    /// <returns>The path of the report.</returns>
    public string Write(string name, params IEnumerable<ReportRow> rows)
    {
        var path = Path.Combine(Folder, name);
        using var report = ReportWriter.Create(path, Options);
        foreach (var row in rows)
        {
            report.Add(row);
        }

        report.Complete();
        return path;
    }

    /// <summary>Writes a report and reads it.</summary>
    public string Text(string name, params IEnumerable<ReportRow> rows) => File.ReadAllText(Write(name, rows));

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
