using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace App.Blueprints.Transfer.Exports;

/// <summary>
/// Writes a JSON array, or JSON Lines (one object per line), in UTF-8. Names are in snake case, dates in ISO 8601.
/// Non-ASCII letters are not escaped. Control characters and U+2028/2029 are escaped, so that a JSON Lines object is
/// always one line. <c>&lt;</c> is not escaped: never embed the output in HTML.
/// </summary>
public sealed class JsonLinkWriter : LinkWriter
{
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
        WriteObject(link);
        writer.Flush();
        writer.Reset();
        if (asLines) Piece.Write("\n"u8);
    }

    protected override void End()
    {
        if (!asLines) Piece.Write(hasRows ? "\n]\n"u8 : "]\n"u8);
    }

    void WriteObject(ExportedLink link)
    {
        writer.WriteStartObject();
        foreach (var column in ExportColumn.All)
        {
            writer.WritePropertyName(column.Name);
            switch (column.Of(link))
            {
                case null:
                    writer.WriteNullValue();
                    break;
                case bool isSet:
                    writer.WriteBooleanValue(isSet);
                    break;
                case DateTimeOffset date:
                    writer.WriteStringValue(date);
                    break;
                case IReadOnlyList<string> names:
                    writer.WriteStartArray();
                    foreach (var name in names) writer.WriteStringValue(name);
                    writer.WriteEndArray();
                    break;
                case var text:
                    writer.WriteStringValue((string)text);
                    break;
            }
        }
        writer.WriteEndObject();
    }
}
