using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace App.Patterns.BackgroundTasks.Tuples;

/// <summary>
/// Converts tuples to JSON arrays and back. Add this converter to the converters of
/// <see cref="BackgroundTaskOptions.Json"/>.
/// </summary>
public sealed class TupleConverter : JsonConverterFactory
{
    /// <inheritdoc />
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && typeof(ITuple).IsAssignableFrom(typeToConvert);

    /// <inheritdoc />
    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert))!;

    sealed class Converter<T> : JsonConverter<T> where T : ITuple
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var items = JsonSerializer.Deserialize<JsonElement[]>(ref reader, options) ?? [];
            var types = typeToConvert.GetGenericArguments();
            if (items.Length != types.Length)
                throw new JsonException($"{items.Length} items are not {typeToConvert}.");
            return (T)
                Activator.CreateInstance(
                    typeToConvert,
                    [.. items.Zip(types, (item, type) => item.Deserialize(type, options))]
                )!;
        }

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
        {
            writer.WriteStartArray();
            for (var i = 0; i < value.Length; i++) JsonSerializer.Serialize(writer, value[i], options);
            writer.WriteEndArray();
        }
    }
}
