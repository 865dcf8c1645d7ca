using System.Management.Automation;

namespace Kirimy.PowerShell.Tests.Hosting;

/// <summary>The output of a script, by stream.</summary>
internal sealed record ScriptRun(
    IReadOnlyList<PSObject> Output,
    IReadOnlyList<ErrorRecord> Errors,
    IReadOnlyList<string> Warnings,
    IReadOnlyList<string> Verbose,
    IReadOnlyList<string> Debug,
    IReadOnlyList<string> Information,
    IReadOnlyList<string> Progress,
    RuntimeException? Terminated
)
{
    /// <summary>The output as objects of the module's own types.</summary>
    public IReadOnlyList<T> As<T>() => [.. Output.Select(o => (T)o.BaseObject)];

    /// <summary>A member of an output object, read as a script reads it.</summary>
    public object? Member(int index, string name) => Output[index].Properties[name]?.Value;

    /// <summary>The error IDs without the name of the command behind the comma.</summary>
    public IReadOnlyList<string> ErrorIds => [.. Errors.Select(e => e.FullyQualifiedErrorId.Split(',')[0])];

    /// <summary>Returns the run if it had no error; otherwise, the test fails with the errors.</summary>
    public ScriptRun Clean()
    {
        Assert.Null(Terminated);
        Assert.True(Errors.Count == 0, string.Join('\n', Errors.Select(e => $"{e} {e.ScriptStackTrace}")));
        return this;
    }

    /// <summary>All visible output of the run: every stream, every property of output objects, and exceptions with stack traces.</summary>
    public string AllText()
    {
        var errors = Errors.Concat(Output.Select(o => o.BaseObject).OfType<ErrorRecord>()).ToList();
        var parts = Output
            .Concat(errors.Select(PSObject.AsPSObject))
            .Concat(errors.Select(e => PSObject.AsPSObject(e.Exception)))
            .Concat(errors.Where(e => e.TargetObject is not null).Select(e => PSObject.AsPSObject(e.TargetObject)))
            .SelectMany(o => o.Properties.Where(p => p.IsGettable).Select(Shown).Prepend($"{o}"))
            .Concat(
                errors.SelectMany(e =>
                    new[] { e.ErrorDetails?.RecommendedAction, e.InvocationInfo?.Line, e.ScriptStackTrace, e.Exception.ToString() }
                )
            )
            .Concat(Warnings)
            .Concat(Verbose)
            .Concat(Debug)
            .Concat(Information)
            .Concat(Progress)
            .Append(Terminated?.ToString());
        return string.Join('\n', parts);

        static string Shown(PSPropertyInfo property)
        {
            try
            {
                return $"{property.Name}={property.Value}";
            }
            catch (GetValueException)
            {
                return property.Name;
            }
        }
    }
}
