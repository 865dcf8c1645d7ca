using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kirimy.Client.Api;

/// <summary>Reads the object of a success; a <c>data</c> that is something else is nothing.</summary>
internal sealed class LooseDataConverter : JsonConverter<ApiAnswerData?>
{
    /// <inheritdoc/>
    public override bool HandleNull => true;

    /// <inheritdoc/>
    public override ApiAnswerData? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            return JsonSerializer.Deserialize(ref reader, ApiJsonContext.Default.ApiAnswerData);
        }

        reader.Skip();
        return null;
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ApiAnswerData? value, JsonSerializerOptions options) =>
        throw new NotSupportedException();
}
