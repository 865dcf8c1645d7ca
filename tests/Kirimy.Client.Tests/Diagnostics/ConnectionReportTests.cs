using Kirimy.Client.Diagnostics;

namespace Kirimy.Client.Tests.Diagnostics;

public sealed class ConnectionReportTests
{
    [Theory]
    [InlineData("/home/budi/.local/state/kirimy/ledger.db", "~/.local/state/kirimy/ledger.db")]
    [InlineData("/mnt/data/budi/ledger.db", "/mnt/data/<user>/ledger.db")]
    [InlineData(@"\\server\budi\ledger.db", @"\\server\<user>\ledger.db")]
    [InlineData("sent to 6281234567890", "sent to 6281*********")]
    [InlineData("sent to 0812-3456-7890", "sent to 0812**********")]
    [InlineData("https://budiman.example/", "https://budiman.example/")]
    public void Personal_data_is_redacted(string text, string shown)
    {
        var redaction = new ReportRedaction("/home/budi", "budi");
        redaction.Hide("6281234567890");
        redaction.Hide("0812-3456-7890");
        redaction.Hide(number: null);
        Assert.Equal(shown, redaction.Apply(text));
    }

    [Fact]
    public void The_report_has_the_form_of_a_checklist()
    {
        var report = new ConnectionReport(new ReportRedaction("/home/budi", "budi"));
        report.AddTitle("Settings");
        report.AddFact("Ledger", "/home/budi/x.db");
        report.AddTitle("Checks");
        report.AddCheck(
            new ConnectionCheck
            {
                Check = ConnectionCheckKind.Tcp,
                Ok = false,
                Detail = "10.0.0.1:443 takes no connections.",
                Advice = "Ask.",
                ErrorCode = ErrorCode.NetworkError,
                Duration = TimeSpan.FromMilliseconds(12),
            }
        );
        report.AddCheck(new ConnectionCheck { Check = ConnectionCheckKind.Tls, Detail = "Not checked." });
        Assert.Equal(
            """
            Settings
              Ledger             ~/x.db

            Checks
              [FAIL] Tcp      10.0.0.1:443 takes no connections. (12 ms) [NETWORK_ERROR]
                              -> Ask.
              [ - ]  Tls      Not checked.
            """.ReplaceLineEndings(),
            report.ToString()
        );
    }
}
