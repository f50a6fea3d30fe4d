using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace App.Patterns.Uploads;

/// <summary>Parses a urlencoded form in one pass over its bytes.</summary>
/// <remarks>
/// A percent sign without two hexadecimal digits is text, invalid bytes become U+FFFD, and U+0000 is a normal
/// character. So any form can be redisplayed with an error beside the field.
/// </remarks>
static class UrlEncodedForm
{
    /// <summary>Decodes the fields of a form.</summary>
    /// <exception cref="BadHttpRequestException">
    /// There are too many fields or a name is too long; status 413.
    /// </exception>
    public static Dictionary<string, StringValues> Parse(
        ReadOnlySpan<byte> body,
        Encoding encoding,
        FormOptions options
    )
    {
        KeyValueAccumulator fields = default;
        var decoded = ArrayPool<byte>.Shared.Rent(body.Length);
        foreach (var range in body.Split((byte)'&'))
        {
            var field = body[range];
            if (field.IsEmpty) continue;
            var equals = field.IndexOf((byte)'=');
            var name = Decode(equals < 0 ? field : field[..equals], decoded, encoding);
            if (name.Length > options.KeyLengthLimit) throw BoundedForm.TooLong();
            fields.Append(name, equals < 0 ? "" : Decode(field[(equals + 1)..], decoded, encoding));
            if (fields.ValueCount > options.ValueCountLimit) throw BoundedForm.TooLong();
        }
        ArrayPool<byte>.Shared.Return(decoded);
        return fields.HasValues ? fields.GetResults() : [];
    }

    static string Decode(ReadOnlySpan<byte> text, byte[] decoded, Encoding encoding)
    {
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var one = text[i];
            if (one == '+')
                one = (byte)' ';
            else if (
                one == '%'
                && i + 2 < text.Length
                && Digit(text[i + 1]) is var high and >= 0
                && Digit(text[i + 2]) is var low and >= 0
            )
            {
                one = (byte)(high << 4 | low);
                i += 2;
            }
            decoded[length++] = one;
        }
        return encoding.GetString(decoded, 0, length);
    }

    static int Digit(byte letter) => letter switch
    {
        >= (byte)'0' and <= (byte)'9' => letter - '0',
        >= (byte)'a' and <= (byte)'f' => letter - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => letter - 'A' + 10,
        _ => -1,
    };
}
