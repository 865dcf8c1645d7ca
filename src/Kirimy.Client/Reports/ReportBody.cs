namespace Kirimy.Client.Reports;

/// <summary>
/// One way to write a report. Rows come first, into a file of their own, since what stands above them is known only when all have come.
/// </summary>
internal abstract class ReportBody
{
    /// <summary>How many rows were left out.</summary>
    public virtual long Omitted => 0;

    /// <summary>Writes a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="number">Its position in the report, from 1.</param>
    public abstract void Add(ReportRow row, long number);

    /// <summary>Writes what is still held back of the rows.</summary>
    public abstract void Flush();

    /// <summary>Writes what stands above the rows.</summary>
    public abstract void WriteHead(Stream file, ReportSummary summary);

    /// <summary>Writes what stands below the rows.</summary>
    public abstract void WriteTail(Stream file, ReportSummary summary);
}
