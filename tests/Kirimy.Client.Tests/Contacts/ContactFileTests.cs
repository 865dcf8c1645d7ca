using System.Text;
using Kirimy.Client.Contacts;

namespace Kirimy.Client.Tests.Contacts;

public sealed class ContactFileTests
{
    [Fact]
    public void A_missing_file_and_a_folder_have_different_errors()
    {
        var missing = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName(), "contacts.csv");
        Assert.Equal(ErrorCode.FileNotFound, Refused(() => Open(missing)).Code);
        Assert.Equal(ErrorCode.FileUnreadable, Refused(() => Open(Path.GetTempPath())).Code);
    }

    [Fact]
    public void An_unclosed_quote_is_an_error_before_the_end_of_the_file()
    {
        var text = "wa,name\n081234567890,Budi\n085712345678,\"Ani\n" + string.Concat(Enumerable.Repeat("081234567890,Budi\n", 200_000));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var refusal = Refused(() => Open(Encoding.UTF8.GetBytes(text)));
        Assert.Equal(ErrorCode.RowTooLong, refusal.Code);
        Assert.Contains("row 3", refusal.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 24L << 20);
    }

    [Fact]
    public void A_first_row_that_is_too_long_is_an_error()
    {
        Assert.Equal(ErrorCode.RowTooLong, Refused(() => Open(Encoding.UTF8.GetBytes("wa,\"name\n" + new string('x', 1 << 21)))).Code);
        Assert.Equal(ErrorCode.RowTooLong, Refused(() => Open(Encoding.UTF8.GetBytes("wa" + new string(',', 1 << 21)))).Code);
    }

    [Fact]
    public void A_cell_of_the_maximum_spreadsheet_length_is_read()
    {
        var note = new string('x', 32_767);
        using var file = Open(Encoding.UTF8.GetBytes($"wa,note\n081234567890,{note}\n081234567891,\"{note}\"\n"));
        Assert.All(file.Read(CancellationToken.None), contact => Assert.Equal(note, contact.Cell("note")));
    }

    /// <summary>The result must not depend on where a buffer of the reader ends.</summary>
    [Theory]
    [InlineData("\r")]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void A_row_has_the_same_contact_at_any_position_in_a_long_file(string lineBreak)
    {
        const int Rows = 20_000;
        var text = new StringBuilder("wa,name,note" + lineBreak);
        for (var i = 0; i < Rows; i++)
        {
            text.Append("0812").Append(10_000_000 + i).Append(",Na\u00EFve ").Append(new string('x', i % 37));
            text.Append(i % 3 == 0 ? ",\"a" + lineBreak + "b\"" : ",note").Append(lineBreak);
        }

        using var file = Open(Encoding.UTF8.GetBytes(text.ToString()));
        var inCell = lineBreak == "\r" ? "\n" : lineBreak;
        var row = 0;
        foreach (var contact in file.Read(CancellationToken.None))
        {
            Assert.Equal("62812" + (10_000_000 + row), contact.Recipient);
            Assert.Equal("Na\u00EFve " + new string('x', row % 37), contact.Name);
            Assert.Equal(row % 3 == 0 ? "a" + inCell + "b" : "note", contact.Cell("note"));
            Assert.Equal(++row + 1, contact.RowNumber);
        }

        Assert.Equal(Rows, row);
    }

    [Fact]
    public void A_byte_that_is_not_UTF8_is_detected_far_from_the_start()
    {
        var rows = string.Concat(Enumerable.Repeat("081234567890,Budi\n", 50_000));
        var western = Encoding.Latin1.GetBytes("wa,name\n" + rows + "085712345678,Jos\u00E9\n");
        using (var file = Open(western))
        {
            Assert.Equal("Windows-1252", file.EncodingName);
            Assert.Equal("Jos\u00E9", file.Read(CancellationToken.None).Last().Name);
        }

        var refusal = Refused(() => Open([.. Encoding.UTF8.GetBytes("wa,name\n081234567890,Jos\u00E9\n"), .. western]));
        Assert.Equal(ErrorCode.FileEncoding, refusal.Code);
        Assert.Contains("line 50004", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_landline_is_valid_with_a_warning_that_has_its_file_and_row()
    {
        using var file = Open(Encoding.UTF8.GetBytes("wa,name\n021-5551234,Budi\n"));
        var contact = Assert.Single(file.Read(CancellationToken.None));
        Assert.True(contact.IsValid);
        Assert.StartsWith("contacts.csv, row 2, column wa: ", contact.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_can_be_read_again()
    {
        using var file = Open(Encoding.UTF8.GetBytes("sep=;\nwa;name\n081234567890;Budi\n"));
        Assert.Equal("Budi", Assert.Single(file.Read(CancellationToken.None)).Name);
        Assert.Equal("Budi", Assert.Single(file.Read(CancellationToken.None)).Name);
    }

    [Fact]
    public async Task A_stream_that_can_be_read_once_is_read()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var pipe = new System.IO.Pipes.AnonymousPipeServerStream(System.IO.Pipes.PipeDirection.Out);
        var writing = Task.Run(() =>
        {
            pipe.Write(Encoding.UTF8.GetBytes("wa,name\n081234567890,Budi\n"));

            // Closes only the writing end, because the reading end may not be open yet.
            pipe.SafePipeHandle.Dispose();
        });
        using var file = Open($"/dev/fd/{pipe.GetClientHandleAsString()}", () => pipe.DisposeLocalCopyOfClientHandle());
        Assert.Equal("6281234567890", Assert.Single(file.Read(CancellationToken.None)).Recipient);
        await writing;
    }

    [Fact]
    public void A_cancellation_ends_the_scan_of_a_file()
    {
        var text = "wa\n" + string.Concat(Enumerable.Repeat("081234567890\n", 50_000));
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();
        Assert.Throws<OperationCanceledException>(() =>
            ContactFile.Open(new MemoryStream(Encoding.UTF8.GetBytes(text)), "contacts.csv", new ContactFileOptions(), stopped.Token)
        );
    }

    private static KirimyException Refused(Func<ContactFile> open) => Assert.Throws<KirimyException>(open);

    private static ContactFile Open(byte[] bytes) =>
        ContactFile.Open(new MemoryStream(bytes), "contacts.csv", new ContactFileOptions(), CancellationToken.None);

    private static ContactFile Open(string path, Action? afterwards = null)
    {
        var file = ContactFile.Open(path, new ContactFileOptions(), CancellationToken.None);
        afterwards?.Invoke();
        return file;
    }
}
