using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace App.Patterns.BackgroundTasks;

/// <summary>Reads and writes arguments and results as JSON. Tuples are arrays in JSON.</summary>
static class TaskJson
{
    static readonly JsonSerializerOptions options = new(JsonSerializerDefaults.Web)
    {
        IncludeFields = true,
        Converters = { new Tuples() },
    };

    public static string Write(object? value) => JsonSerializer.Serialize(value, options);

    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, options)!;

    /// <summary>
    /// Serializes arguments and checks the round trip, so that invalid ones fail here and not in the worker.
    /// </summary>
    public static string WriteArguments<T>(T arguments)
    {
        try
        {
            var json = JsonSerializer.Serialize(arguments, options);
            if (JsonSerializer.Serialize(Read<T>(json), options) == json) return json;
        }
        catch (Exception error) when (error is JsonException or NotSupportedException or InvalidOperationException)
        {
            throw new ArgumentException(
                $"{typeof(T).Name} cannot be stored as JSON: {error.Message}",
                nameof(arguments),
                error
            );
        }
        throw new ArgumentException(
            $"{typeof(T).Name} does not round-trip through JSON.",
            nameof(arguments)
        );
    }

    sealed class Tuples : JsonConverterFactory
    {
        public override bool CanConvert(Type typeToConvert) =>
            typeToConvert.IsGenericType && typeof(ITuple).IsAssignableFrom(typeToConvert);

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert))!;
    }

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
