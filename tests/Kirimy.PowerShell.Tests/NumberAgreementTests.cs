using System.Management.Automation;
using Kirimy.Client.Tests.Servers;
using Kirimy.PowerShell.Tests.Hosting;

namespace Kirimy.PowerShell.Tests;

/// <summary>Every cmdlet that reads a number makes the same decision: IsValid means that Kirimy can send to it.</summary>
public sealed class NumberAgreementTests : SendKirimyMessageTestBase
{
    /// <summary>A cell of a row, and the reason for its refusal; none if Kirimy can send to it.</summary>
    private static readonly (object? Cell, string? Reason)[] Cells =
    [
        ("0812-3456-7890", null),
        ("6281234567891", null),
        ("81234567892", null),
        ("WA: 081234567893", null),
        ("081234567894 (Budi)", null),
        ("p:+6281234567895", null),
        ("081234567896 / +6281234567896", null),
        ("(021) 555-0123", null),
        ("+6591234567", "FOREIGN_NUMBER"),
        ("0065 9123 4567", "FOREIGN_NUMBER"),
        ("+62 812-3456-7802 ::: 0813-3456-7803", "SEVERAL_NUMBERS"),
        ("0812O3456789", "LETTERS"),
        ("081234567890 2 pcs", "AMBIGUOUS"),
        ("Fax 021-5551234", "AMBIGUOUS"),
        ("021-5551234 ext 12", "EXTENSION"),
        ("6.28123E+12", "SCIENTIFIC_NOTATION"),
        ("021555", "TOO_SHORT"),
        ("Budi", "NO_NUMBER"),
        (6281234567897d, null),
        (6281234567898m, null),
        (81234567899L, null),
        (6.28123E+12, "SCIENTIFIC_NOTATION"),
        (6281230000000m, "SCIENTIFIC_NOTATION"),
        (6281234567890.5, "AMBIGUOUS"),
    ];

    private static IEnumerable<string?> Reasons => Cells.Select(c => c.Reason);

    private static IEnumerable<bool> Validity => Cells.Select(c => c.Reason is null);

    private static object?[] RowsOfCells => [.. Cells.Select(c => (object?)Row(("wa", c.Cell)))];

    [Fact]
    public void Test_KirimyNumber_agrees_for_values_and_rows()
    {
        object?[] values = [.. Cells.Select(c => c.Cell)];
        Assert.Equal(Reasons, ReasonsOf(Session.Run("$input | Test-KirimyNumber", values)));
        Assert.Equal(Reasons, ReasonsOf(Session.Run("$input | Test-KirimyNumber", RowsOfCells)));
        Assert.Equal(Reasons, ReasonsOf(Session.Run("param($all) Test-KirimyNumber -Number $all", ("all", values))));
        Assert.Equal(Validity, Session.Run("$input | Test-KirimyNumber -Quiet", RowsOfCells).As<bool>());
    }

    [Fact]
    public void Import_KirimyContact_agrees_with_the_other_cmdlets()
    {
        using var folder = new TemporaryFolder();
        var texts = Cells.Where(c => c.Cell is string).ToList();
        var path = Path.Combine(folder.Path, "contacts.csv");
        File.WriteAllLines(path, texts.Select(c => $"\"{c.Cell}\",x").Prepend("wa,name"));

        var run = Session.Run($"Import-KirimyContact '{path}'").Clean();
        Assert.Equal(texts.Select(c => c.Reason), ReasonsOf(run));
        Assert.Equal(texts.Select(c => c.Reason is null), run.Output.Select(o => (bool)o.Properties["IsValid"].Value));
        Assert.All(run.Output, o => Assert.Equal(o.Properties["IsValid"].Value, o.Properties["Recipient"].Value is not null));
        Assert.Equal(texts.Count(c => c.Reason is null), Session.Run($"Import-KirimyContact '{path}' -SkipInvalid").Clean().Output.Count);
    }

    [Fact]
    public void Test_KirimyMessage_agrees_with_the_other_cmdlets()
    {
        var rows = Session.Run("$input | Test-KirimyMessage -Message x -SessionId s -Ledger None", RowsOfCells).Clean();
        Assert.Equal(Reasons, rows.Output.Select(ReasonOf));
        var arguments = Session
            .Run(
                "param($all) Test-KirimyMessage -Recipient $all -Message x -SessionId s -Ledger None",
                ("all", Cells.Select(c => c.Cell).ToArray())
            )
            .Clean();
        Assert.Equal(Reasons, arguments.Output.Select(ReasonOf));

        static string? ReasonOf(PSObject preview)
        {
            var problems = ((IEnumerable<object>)preview.Properties["Problems"].Value).Select(PSObject.AsPSObject);
            return problems.Select(p => (string?)p.Properties["Reason"].Value).FirstOrDefault(reason => reason is not null);
        }
    }

    [Fact]
    public async Task Send_KirimyMessage_agrees_with_the_other_cmdlets()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var rows = SendRows(server, $"-Message x -Ledger None {To}", RowsOfCells);
        Assert.Equal(Validity, rows.Output.OrderBy(o => o.Properties["Index"].Value).Select(o => (bool)o.Properties["Success"].Value));
        Assert.All(rows.ErrorIds, id => Assert.Equal("INVALID_PHONE_NUMBER", id));

        var arguments = Session.Run(
            $"param($uri, $key, $all) Send-KirimyMessage -Recipient $all -Message x -Ledger None {To}",
            ("uri", server.BaseUri),
            ("key", Key()),
            ("all", Cells.Select(c => c.Cell).ToArray())
        );
        Assert.Equal(Validity, arguments.Output.OrderBy(o => o.Properties["Index"].Value).Select(o => (bool)o.Properties["Success"].Value));
        Assert.Equal(2 * Validity.Count(valid => valid), server.Requests.Count);
        Assert.All(server.Requests, request => Assert.StartsWith("62", request.Recipient, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_number_refused_for_one_region_is_refused_for_another()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var run = Send(server, $"'081234567890' | Test-KirimyNumber -Region SG | Send-KirimyMessage -Message x -Ledger None {To}");
        Assert.Empty(server.Requests);
        Assert.Equal(["INVALID_PHONE_NUMBER"], run.ErrorIds);
    }

    private static IEnumerable<string?> ReasonsOf(ScriptRun run) => run.Clean().Output.Select(o => (string?)o.Properties["Reason"].Value);
}
