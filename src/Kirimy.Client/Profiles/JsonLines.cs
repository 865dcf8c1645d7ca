using System.Text.Json;

namespace Kirimy.Client.Profiles;

/// <summary>Maps each value of a JSON text to its line, and finds duplicate names in an object.</summary>
internal sealed class JsonLines
{
    private const char Separator = '\n';

    private readonly byte[] json;
    private readonly Dictionary<string, long> positions = new(StringComparer.Ordinal);

    public JsonLines(byte[] json)
    {
        this.json = json;
        var reader = new Utf8JsonReader(json);
        reader.Read();
        ReadValue(ref reader, string.Empty);
        reader.Read();
    }

    public (string Name, int Line)? Duplicate { get; private set; }

    /// <summary>The path has names and, in lists, positions, from the root to the value.</summary>
    public int LineOf(params string[] path) =>
        positions.TryGetValue(string.Concat(path.Select(static step => Separator + step)), out var position) ? LineAt(position) : 1;

    private void ReadValue(ref Utf8JsonReader reader, string path)
    {
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString()!;
                var inner = path + Separator + name;
                Duplicate ??= positions.ContainsKey(inner) ? (name, LineAt(reader.TokenStartIndex)) : null;
                positions[inner] = reader.TokenStartIndex;
                reader.Read();
                ReadValue(ref reader, inner);
            }
        }
        else if (reader.TokenType == JsonTokenType.StartArray)
        {
            for (var position = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; position++)
            {
                var inner = path + Separator + position.ToString(CultureInfo.InvariantCulture);
                positions[inner] = reader.TokenStartIndex;
                ReadValue(ref reader, inner);
            }
        }
    }

    private int LineAt(long position) => 1 + json.Take((int)position).Count(static b => b == (byte)'\n');
}
