using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace App.Blueprints.Transfer.Exports;

/// <summary>
/// Writes a JSON array, or JSON Lines (one object per line), in UTF-8. Names are in snake case, dates in ISO 8601.
/// Non-ASCII letters are not escaped. Control characters and U+2028/2029 are escaped, so that a JSON Lines object is
/// always one line. <c>&lt;</c> is not escaped: never embed the output in HTML.
/// </summary>
public sealed class JsonLinkWriter : LinkWriter
{
    static readonly LinkJson json = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    readonly Utf8JsonWriter writer;
    readonly bool asLines;
    bool hasRows;

    public JsonLinkWriter(bool asLines = false)
    {
        this.asLines = asLines;
        writer = new(Piece, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    public override string ContentType =>
        asLines ? "application/jsonl; charset=utf-8" : "application/json; charset=utf-8";

    public override string Extension => asLines ? "jsonl" : "json";

    public override void Dispose()
    {
        writer.Dispose();
        base.Dispose();
    }

    protected override void Begin()
    {
        if (!asLines) Piece.Write("["u8);
    }

    protected override void Write(ExportedLink link)
    {
        if (!asLines) Piece.Write(hasRows ? ",\n"u8 : "\n"u8);
        hasRows = true;
        JsonSerializer.Serialize(writer, link, json.ExportedLink);
        writer.Reset();
        if (asLines) Piece.Write("\n"u8);
    }

    protected override void End()
    {
        if (!asLines) Piece.Write(hasRows ? "\n]\n"u8 : "]\n"u8);
    }
}

[JsonSerializable(typeof(ExportedLink))]
sealed partial class LinkJson : JsonSerializerContext;
