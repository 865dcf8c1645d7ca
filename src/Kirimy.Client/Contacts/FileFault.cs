using System.Text;
using Sylvan.Data.Csv;

namespace Kirimy.Client.Contacts;

/// <summary>What goes wrong while a file is read, in words for a person.</summary>
internal static class FileFault
{
    /// <summary>Does something with a file.</summary>
    /// <param name="action">What is done.</param>
    /// <param name="file">The file's name.</param>
    /// <param name="row">The row that is read, as a spreadsheet counts.</param>
    /// <exception cref="KirimyException">ROW_MALFORMED, ROW_TOO_LONG, FILE_ENCODING, FILE_UNREADABLE.</exception>
    public static T Guard<T>(Func<T> action, string file, int row)
    {
        try
        {
            return action();
        }
        catch (Exception exception) when (exception is CsvFormatException or DecoderFallbackException or IOException)
        {
            throw Refusal(exception, file, row);
        }
    }

    private static KirimyException Refusal(Exception exception, string file, int row) =>
        exception switch
        {
            CsvRecordTooLargeException => new KirimyException(
                ErrorCode.RowTooLong,
                Text.File_RowTooLong.With(file, row, RecordReader.LongestRecord),
                exception
            ),
            CsvFormatException format => new KirimyException(
                ErrorCode.RowMalformed,
                Text.File_RowMalformed.With(file, row, format.FieldOrdinal + 1),
                exception
            ),
            DecoderFallbackException => new KirimyException(ErrorCode.FileEncoding, Text.File_NotWellFormed.With(file), exception),
            _ => new KirimyException(ErrorCode.FileUnreadable, Text.File_Unreadable.With(file, exception.Message), exception),
        };
}
