using System.Collections;
using System.Management.Automation.Language;

namespace Kirimy.PowerShell.Completion;

/// <summary>Completes the encodings that contact files are written in.</summary>
internal sealed class EncodingCompleter : ValueCompleter
{
    private protected override IEnumerable<Candidate> Find(string typed, CommandAst command, IDictionary parameters) =>
        [
            new Candidate("utf-8", Text.Complete_Utf8),
            new Candidate("utf-16", Text.Complete_Utf16),
            new Candidate("utf-16BE", Text.Complete_Utf16BigEndian),
            new Candidate("windows-1252", Text.Complete_Windows1252),
        ];
}
