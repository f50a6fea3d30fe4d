using System.Text;
using App.Patterns.Uploads;

namespace App.Blueprints.Handbook.Demos.Uploads;

/// <summary>A file name as it was sent, and its cleaned form.</summary>
public sealed class CleanedName(string sent, UploadSet files)
{
    /// <summary>An example id of a stored file, used when the cleaned name is empty.</summary>
    public const string Id = "0a1b2c3d";

    public string Sent => sent;

    /// <summary>The cleaned name without a fallback; can be empty.</summary>
    public string Bare { get; } = SecureFileName.Clean(sent);

    /// <summary>The name that the library shows and offers for download.</summary>
    public string Shown { get; } = SecureFileName.Of(sent, Id);

    public string Extension => SecureFileName.Extension(sent);

    public bool IsAccepted => files.Accepts(sent);

    /// <summary>Descriptions of the rules that changed the name.</summary>
    public IEnumerable<string> Rules
    {
        get
        {
            if (sent.AsSpan().ContainsAny('/', '\\'))
                yield return "What separates folders became a blank, the backslash too.";
            if (!Ascii.IsValid(sent))
                yield return "What is not ASCII was decomposed, and what was then still not ASCII dropped.";
            if (sent.Any(char.IsWhiteSpace))
                yield return "Each run of blanks became one underscore.";
            if (
                sent.Any(c =>
                    char.IsAscii(c)
                    && !char.IsAsciiLetterOrDigit(c)
                    && !char.IsWhiteSpace(c)
                    && !"_.-/\\".Contains(c, StringComparison.Ordinal)
                )
            )
                yield return "Other signs were dropped.";
            if (
                sent.Length > 0
                && (
                    "._/\\".Contains(sent[0], StringComparison.Ordinal)
                    || "._".Contains(sent[^1], StringComparison.Ordinal)
                )
            )
                yield return "Dots and underscores at the ends were taken off.";
            if (Bare.Length == 0)
                yield return "Nothing was left, so the name is made from the id.";
            else if (Shown.StartsWith($"file-{Id}", StringComparison.Ordinal))
                yield return "Only the extension was left, so the rest is made from the id.";
            if (Shown.StartsWith('_'))
                yield return "On Windows this is a device and not a file, so it is marked.";
            if (Bare.Length > SecureFileName.MaxBytes)
                yield return $"It was cut to {SecureFileName.MaxBytes} bytes; the extension stayed.";
        }
    }
}
