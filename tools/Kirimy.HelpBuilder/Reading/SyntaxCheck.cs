using Kirimy.HelpBuilder.Pages;

namespace Kirimy.HelpBuilder.Reading;

/// <summary>Checks that the syntax section of a page agrees with the metadata of its parameters.</summary>
/// <param name="problems">Receives the differences.</param>
internal sealed class SyntaxCheck(Problems problems)
{
    public void Check(CommandPage page)
    {
        foreach (var item in page.Syntax)
        {
            foreach (var shown in item.Parameters)
            {
                var parameter = page.Parameters.FirstOrDefault(p => p.Name == shown.Name);
                if (parameter?.In(item.ParameterSet) is { } metadata)
                {
                    Check(shown, metadata);
                }
                else
                {
                    problems.Add(
                        item.Line,
                        ProblemCode.Syntax,
                        $"The syntax shows -{shown.Name}, which is documented {Where(item, parameter)}."
                    );
                }
            }

            foreach (var parameter in page.Parameters)
            {
                if (parameter.In(item.ParameterSet) is not null && item.Parameters.All(s => s.Name != parameter.Name))
                {
                    problems.Add(item.Line, ProblemCode.Syntax, $"The syntax lacks -{parameter.Name}, which is documented.");
                }
            }
        }

        var sets = page.Syntax.Select(i => i.ParameterSet).ToArray();
        foreach (var metadata in page.Parameters.SelectMany(p => p.Metadata))
        {
            foreach (var unknown in metadata.ParameterSets.Where(s => s != ParameterMetadata.AllSets && !sets.Contains(s)))
            {
                problems.Add(metadata.Line, ProblemCode.Metadata, $"The syntax section has no parameter set «{unknown}».");
            }
        }
    }

    private static string Where(SyntaxItem item, Parameter? parameter) =>
        parameter is null ? "nowhere" : $"as no parameter of the set «{item.ParameterSet}»";

    private void Check(SyntaxParameter shown, ParameterMetadata metadata)
    {
        Check(metadata, shown.Required == metadata.Required, shown, "Required", shown.Required ? "True" : "False");
        Check(
            metadata,
            shown.Positional == metadata.IsPositional,
            shown,
            "Position",
            shown.Positional ? "a number" : ParameterMetadata.Named
        );
        Check(metadata, shown.TakesValue != metadata.IsSwitch, shown, "Type", shown.TakesValue ? "the value's type" : "SwitchParameter");
    }

    private void Check(ParameterMetadata metadata, bool agrees, SyntaxParameter shown, string field, string expected)
    {
        if (!agrees)
        {
            problems.Add(metadata.Line, ProblemCode.Metadata, $"«{field}» of -{shown.Name}: by the syntax section it is {expected}.");
        }
    }
}
