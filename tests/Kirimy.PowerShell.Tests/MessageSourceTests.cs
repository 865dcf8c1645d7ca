using System.Management.Automation;
using Kirimy.Client.Tests.Servers;
using Kirimy.PowerShell.Tests.Hosting;

namespace Kirimy.PowerShell.Tests;

/// <summary>The name, the row and the file of a message, from its input to results, errors, previews and records.</summary>
public sealed class MessageSourceTests : SendKirimyMessageTestBase
{
    private string Ledger => Path.Combine(Folder, "ledger.db");

    private string Options => $"{To} -Ledger '{Ledger}' -ThrottleLimit 1";

    [Fact]
    public async Task A_result_has_the_name_row_and_file_of_its_contact()
    {
        await using var server = new ScriptedServer((r, _) => r.Message == "Halo Sari" ? Answer.Refused("NOPE") : Answer.Sent());
        WriteContacts();
        var run = SendContacts(server, "-Template 'Halo {{nama}}'");
        Assert.Equal(
            ["Budi contacts.csv 2 Sent", "Sari contacts.csv 3 Failed", "Ani contacts.csv 4 Failed", " contacts.csv 5 Failed"],
            Sources(run)
        );
        Assert.Equal("081210000002", InputCell(run, 1, "hp"));
    }

    [Fact]
    public async Task An_error_has_the_recipient_and_the_row()
    {
        await using var server = new ScriptedServer(Answer.Refused("NOPE"));
        WriteContacts();
        var messages = SendContacts(server, "-Template 'Halo {{nama}}'").Errors.Select(error => error.Exception.Message).ToList();
        // The advice about the number already contains the row.
        string[] starts =
        [
            "08121 (Ani): contacts.csv, row 4, ",
            "6281210000001 (Budi, contacts.csv:2): ",
            "6281210000004 (contacts.csv:5): ",
        ];
        Assert.All(starts, start => Assert.Contains(messages, message => message.StartsWith(start, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_row_cannot_write_escape_sequences_to_the_console()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var run = SendRows(
            server,
            $"-Message x {To}",
            Row(("wa", "0812\u001B[2J"), ("name", "Budi\u001B[2J\u0007\nSantoso")),
            Row(("wa", "081234567890"), ("name", "Budi\u001B[2J\u0007\nSantoso"))
        );
        Assert.Equal(["Budi Santoso", "Budi Santoso"], run.Output.Select(r => r.Properties["Name"].Value));
        Assert.DoesNotContain(Assert.Single(run.Errors).Exception.Message, char.IsControl);
    }

    [Fact]
    public async Task The_error_of_a_missing_variable_lists_every_column()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        File.WriteAllText(
            Path.Combine(Folder, "contacts.csv"),
            "receive,name,a,b,c,d,e,f,g,h,i,j,k,l\n081210000001,Budi,1,2,3,4,5,6,7,8,9,10,11,12\n"
        );
        var error = Assert.Single(SendContacts(server, "-Template '{{total}}'").Errors);
        Assert.Equal("MISSING_VARIABLE", error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Contains("receive, name, a, b, c, d, e, f, g, h, i, j, k, l", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Records_and_previews_have_the_name_and_the_row()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        WriteContacts();
        string[] sent = ["Budi contacts.csv 2 ", "Sari contacts.csv 3 "];
        SendContacts(server, "-Message x");
        var records = Session.Run($"Get-KirimyDelivery -Ledger '{Ledger}'").Clean();
        Assert.Equal(sent, Sources(records).Take(2).Select(text => text.Replace("Sent", "", StringComparison.Ordinal)));
        var previews = SendContacts(server, "-Message x", "Test");
        Assert.Equal(sent, Sources(previews).Take(2).Select(text => text.Replace("Ready", "", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_piped_row_has_a_row_number_only_from_a_column()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        var run = SendRows(
                server,
                $"-Message x {Options}",
                Row(("wa", "081210000001"), ("Nama Lengkap", "Budi Santoso")),
                Row(("wa", "081210000002"), ("first name", "Sari"), ("Row Number", "7"), ("SourceFile", "other.csv")),
                new System.Collections.Hashtable { ["wa"] = "081210000003", ["name"] = " Ani " },
                Row(("wa", "081210000004"), ("name", ""), ("rownumber", "x"))
            )
            .Clean();
        Assert.Equal(["Budi Santoso   Sent", "Sari other.csv 7 Sent", "Ani   Sent", "   Sent"], Sources(run));
    }

    [Fact]
    public async Task Results_of_texts_and_parameters_have_no_row()
    {
        await using var server = new ScriptedServer(Answer.Sent());
        Assert.Equal(["   Sent"], Sources(Send(server, $"'disk full' | Send-KirimyMessage -Recipient 081210000001 {Options}").Clean()));
        Assert.Equal(["   Sent"], Sources(Send(server, $"Send-KirimyMessage 081210000001 x {Options}").Clean()));
    }

    [Theory]
    [InlineData("-WhatIf", "Skipped")]
    [InlineData("-Overflow Split -Message ('word ' * 1000)", "Sent")]
    [InlineData("-SuppressFor 1:00:00", "Sent Skipped")]
    [InlineData("-SkipDuplicate", "Sent Skipped")]
    public async Task Results_of_every_status_have_the_name(string arguments, string statuses)
    {
        await using var server = new ScriptedServer(Answer.Sent());
        arguments += arguments.Contains("-Message", StringComparison.Ordinal) ? string.Empty : " -Message x";
        var rows = statuses.Split(' ').Select(_ => (object?)Row(("wa", "081210000001"), ("nama", "Budi"), ("RowNumber", 2))).ToArray();
        Assert.Equal(statuses.Split(' ').Select(status => $"Budi  2 {status}"), Sources(SendRows(server, $"{arguments} {Options}", rows)));
    }

    [Theory]
    [InlineData("$r")]
    [InlineData("[Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($r))")]
    [InlineData("[Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($r, 2))")]
    public async Task A_follow_up_keeps_the_name_and_the_original_row(string earlier)
    {
        await using var server = new ScriptedServer(Answer.Sent());
        WriteContacts();
        SendContacts(server, "-Message x -OutVariable global:r");
        var run = Send(server, $"& {{ {earlier} }} | Where-Object Success -EQ $true | Send-KirimyMessage -Message y {Options}");
        Assert.Equal(["Budi contacts.csv 2 Sent", "Sari contacts.csv 3 Sent"], Sources(run).Take(2));
        Assert.Equal("081210000002", InputCell(run, 1, "hp"));
    }

    private static object? InputCell(ScriptRun run, int index, string column) =>
        Assert.IsType<PSObject>(InOrder(run)[index].Properties["Input"].Value).Properties[column].Value;

    /// <summary>Results in the order of the input, whichever ended first.</summary>
    private static List<PSObject> InOrder(ScriptRun run) =>
        [.. run.Output.OrderBy(o => (int?)(o.Properties["Index"]?.Value ?? o.Properties["RowNumber"].Value))];

    private static IEnumerable<string> Sources(ScriptRun run) =>
        InOrder(run)
            .Select(o =>
                $"{o.Properties["Name"].Value} {o.Properties["SourceFile"].Value} {o.Properties["RowNumber"].Value} {o.Properties["Status"].Value}"
            );

    private void WriteContacts() =>
        File.WriteAllText(
            Path.Combine(Folder, "contacts.csv"),
            "nama,hp\nBudi,081210000001\nSari,081210000002\nAni,08121\n,081210000004\n"
        );

    private ScriptRun SendContacts(ScriptedServer server, string arguments, string verb = "Send") =>
        Send(server, $"Import-KirimyContact '{Folder}/contacts.csv' | {verb}-KirimyMessage {arguments} {Options}");
}
