using System.Text.Json;

namespace Kirimy.Client.Profiles;

/// <summary>On which line of a JSON text each of its values begins, and which names stand twice in one object.</summary>
internal sealed class JsonLines
{
    private const char Separator = '\n';

    private readonly Dictionary<string, int> lines = new(StringComparer.Ordinal);

    private JsonLines() { }

    /// <summary>The first name that stands twice in its object; null when there is none.</summary>
    public (string Name, int Line)? Duplicate { get; private set; }

    /// <summary>Reads a text.</summary>
    /// <param name="json">UTF-8 without a byte order mark.</param>
    /// <exception cref="JsonException">It is no JSON; the exception has the line.</exception>
    public static JsonLines Read(byte[] json)
    {
        var found = new JsonLines();
        var reader = new Utf8JsonReader(json);
        var line = new LineCounter(json);
        reader.Read();
        found.ReadValue(ref reader, ref line, string.Empty);
        reader.Read();
        return found;
    }

    /// <summary>The line of a value: that of its name, where it has one.</summary>
    /// <param name="path">Names and, in lists, positions, from the outside in.</param>
    public int Of(params string[] path) =>
        lines.TryGetValue(string.Concat(path.Select(static step => Separator + step)), out var line) ? line : 1;

    private void ReadValue(ref Utf8JsonReader reader, ref LineCounter line, string path)
    {
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString()!;
                var inner = path + Separator + name;
                var at = line.At(reader.TokenStartIndex);
                if (!Add(inner, at))
                {
                    Duplicate ??= (name, at);
                }

                reader.Read();
                ReadValue(ref reader, ref line, inner);
            }
        }
        else if (reader.TokenType == JsonTokenType.StartArray)
        {
            for (var position = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; position++)
            {
                var inner = path + Separator + position.ToString(System.Globalization.CultureInfo.InvariantCulture);
                Add(inner, line.At(reader.TokenStartIndex));
                ReadValue(ref reader, ref line, inner);
            }
        }
    }

    private bool Add(string path, int line)
    {
        if (lines.ContainsKey(path))
        {
            return false;
        }

        lines.Add(path, line);
        return true;
    }

    /// <summary>Counts lines up to places that come one after the other.</summary>
    private struct LineCounter(byte[] json)
    {
        private long position;
        private int line = 1;

        public int At(long index)
        {
            for (; position < index; position++)
            {
                if (json[position] == '\n')
                {
                    line++;
                }
            }

            return line;
        }
    }
}
