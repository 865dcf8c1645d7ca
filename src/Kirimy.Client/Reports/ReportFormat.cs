namespace Kirimy.Client.Reports;

/// <summary>What a report can be written as.</summary>
public enum ReportFormat
{
    /// <summary>A page to look at: .html.</summary>
    Html,

    /// <summary>A table for a spreadsheet: .csv.</summary>
    Csv,

    /// <summary>An object for a script: .json.</summary>
    Json,

    /// <summary>JUnit's results, which CI servers show: .xml.</summary>
    JUnit,
}
