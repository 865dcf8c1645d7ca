using System.Text;
using System.Xml;
using Kirimy.HelpBuilder.Pages;

namespace Kirimy.HelpBuilder.Writing;

/// <summary>Writes commands' pages as MAML, the XML that Get-Help reads for compiled commands.</summary>
internal sealed class MamlWriter : IDisposable
{
    private const string Maml = "http://schemas.microsoft.com/maml/2004/10";
    private const string Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private const string Dev = "http://schemas.microsoft.com/maml/dev/2004/10";
    private readonly StringWriter text = new Utf8StringWriter();
    private readonly XmlWriter xml;
    private readonly string acceptedValues;

    private MamlWriter(string culture)
    {
        acceptedValues = culture.StartsWith("id", StringComparison.OrdinalIgnoreCase) ? "Nilai yang diterima" : "Accepted values";
        xml = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, NewLineChars = "\n" });
    }

    /// <summary>The help of several commands as one file.</summary>
    /// <param name="pages">The commands' pages.</param>
    /// <param name="culture">The language of the pages, for the words that only the file contains.</param>
    public static string Write(IEnumerable<CommandPage> pages, string culture)
    {
        using var writer = new MamlWriter(culture);
        writer.xml.WriteStartElement("helpItems", "http://msh");
        writer.xml.WriteAttributeString("schema", "maml");
        foreach (var page in pages)
        {
            writer.WriteCommand(page);
        }

        writer.xml.WriteEndElement();
        writer.xml.Flush();
        return writer.text + "\n";
    }

    public void Dispose()
    {
        xml.Dispose();
        text.Dispose();
    }

    private void WriteCommand(CommandPage page)
    {
        xml.WriteStartElement("command", "command", Command);
        xml.WriteAttributeString("xmlns", "maml", null, Maml);
        xml.WriteAttributeString("xmlns", "dev", null, Dev);
        Element("details", Command, () => WriteDetails(page));
        Element("description", Maml, () => WriteParagraphs(page.Description));
        Element("syntax", Command, () => Each(page.Syntax, item => WriteSyntax(page, item)));
        Element("parameters", Command, () => Each(page.Parameters, p => WriteParameter(p, p.Metadata[0])));
        Element("inputTypes", Command, () => Each(page.Inputs, i => Element("inputType", Command, () => WriteType(i))));
        Element("returnValues", Command, () => Each(page.Outputs, o => Element("returnValue", Command, () => WriteType(o))));
        Element("alertSet", Maml, () => Element("alert", Maml, () => WriteParagraphs(page.Notes)));
        Element("examples", Command, () => Each(page.Examples, WriteExample));
        Element("relatedLinks", Command, () => WriteLinks(page));
        xml.WriteEndElement();
    }

    private void WriteDetails(CommandPage page)
    {
        var parts = page.Name.Split('-', 2);
        Text("name", Command, page.Name);
        Text("verb", Command, parts[0]);
        Text("noun", Command, parts[^1]);
        Element("description", Maml, () => Text("para", Maml, page.Synopsis));
    }

    private void WriteSyntax(CommandPage page, SyntaxItem item)
    {
        Element(
            "syntaxItem",
            Command,
            () =>
            {
                Text("name", Maml, page.Name);
                foreach (var shown in item.Parameters)
                {
                    var parameter = page.Parameters.Single(p => p.Name == shown.Name);
                    WriteParameter(parameter, parameter.In(item.ParameterSet)!, inSyntax: true);
                }
            }
        );
    }

    private void WriteParameter(Parameter parameter, ParameterMetadata metadata, bool inSyntax = false)
    {
        xml.WriteStartElement("parameter", Command);
        xml.WriteAttributeString("required", Flag(metadata.Required));
        xml.WriteAttributeString("variableLength", "true");
        xml.WriteAttributeString("globbing", Flag(metadata.Wildcards));
        xml.WriteAttributeString("pipelineInput", metadata.PipelineInput);
        xml.WriteAttributeString("position", metadata.IsPositional ? metadata.Position : "named");
        xml.WriteAttributeString("aliases", metadata.Aliases.Count == 0 ? "none" : string.Join(", ", metadata.Aliases));
        Text("name", Maml, parameter.Name);
        Element("description", Maml, () => WriteParagraphs(Described(parameter, metadata)));
        if (inSyntax && metadata.AcceptedValues.Count > 0)
        {
            Element("parameterValueGroup", Command, () => Each(metadata.AcceptedValues, v => WriteValue(v, required: false)));
        }

        if (!inSyntax || !metadata.IsSwitch)
        {
            WriteValue(metadata.Type, required: !metadata.IsSwitch);
        }

        Element("type", Dev, () => Text("name", Maml, metadata.Type));
        Text("defaultValue", Dev, metadata.DefaultValue);
        xml.WriteEndElement();
    }

    private IEnumerable<string> Described(Parameter parameter, ParameterMetadata metadata) =>
        metadata.AcceptedValues.Count == 0
            ? parameter.Description
            : parameter.Description.Append($"{acceptedValues}: {string.Join(", ", metadata.AcceptedValues)}.");

    private void WriteValue(string value, bool required)
    {
        xml.WriteStartElement("parameterValue", Command);
        xml.WriteAttributeString("required", Flag(required));
        xml.WriteAttributeString("variableLength", "false");
        xml.WriteString(value);
        xml.WriteEndElement();
    }

    private void WriteType(TypeNote note)
    {
        Element("type", Dev, () => Text("name", Maml, note.Type));
        Element("description", Maml, () => WriteParagraphs(note.Description));
    }

    private void WriteExample(Example example)
    {
        Element(
            "example",
            Command,
            () =>
            {
                Text("title", Maml, $"---------- {example.Title} ----------");
                Text("code", Dev, example.Code);
                // Get-Help shows no empty line between two examples, so an empty paragraph is added.
                Element("remarks", Dev, () => WriteParagraphs(example.Remarks.Append(string.Empty)));
            }
        );
    }

    private void WriteLinks(CommandPage page)
    {
        // Get-Help -Online opens the first link that has an address.
        var online = page.OnlineVersion is { } uri ? new[] { new RelatedLink("Online Version:", uri) } : [];
        foreach (var link in online.Concat(page.Links))
        {
            Element(
                "navigationLink",
                Maml,
                () =>
                {
                    Text("linkText", Maml, link.Text);
                    Text("uri", Maml, link.Uri ?? string.Empty);
                }
            );
        }
    }

    private void WriteParagraphs(IEnumerable<string> paragraphs) => Each(paragraphs, p => Text("para", Maml, p));

    private void Element(string name, string space, Action content)
    {
        xml.WriteStartElement(name, space);
        content();
        xml.WriteEndElement();
    }

    private void Text(string name, string space, string value) => xml.WriteElementString(name, space, value);

    private static void Each<T>(IEnumerable<T> items, Action<T> write)
    {
        foreach (var item in items)
        {
            write(item);
        }
    }

    private static string Flag(bool value) => value ? "true" : "false";

    private sealed class Utf8StringWriter : StringWriter
    {
        public Utf8StringWriter()
            : base(System.Globalization.CultureInfo.InvariantCulture) { }

        public override Encoding Encoding => Encoding.UTF8;
    }
}
