using System.Text;
using System.Text.Encodings.Web;
using ColorCode;
using ColorCode.Common;
using ColorCode.Parsing;
using ColorCode.Styling;

namespace App.Blueprints.Handbook.Sources;

/// <summary>
/// Source code as lines of HTML. Keywords, comments and so on are <c>span</c> elements with a class.
/// </summary>
public sealed class HighlightedSource : CodeColorizerBase
{
    readonly List<string> lines = [];
    readonly StringBuilder line = new();

    HighlightedSource() : base(StyleDictionary.DefaultLight, null) { }

    /// <param name="kind">The file extension or the language of a code block.</param>
    public static IReadOnlyList<string> Lines(string source, string kind)
    {
        ArgumentNullException.ThrowIfNull(source);
        var colorizer = new HighlightedSource();
        if (LanguageOf(kind) is { } language && !HasOpenComment(source))
            colorizer.languageParser.Parse(source, language, colorizer.Write);
        else
            colorizer.Append(source, null);
        colorizer.lines.Add(colorizer.line.ToString());
        return colorizer.lines;
    }

    protected override void Write(string parsedSourceCode, IList<Scope> scopes) =>
        Write(parsedSourceCode, scopes, 0, parsedSourceCode.Length, null);

    // Writes a range of the source. The style of a nested scope replaces the style of its parent.
    void Write(string source, IEnumerable<Scope> scopes, int start, int end, string? style)
    {
        foreach (var scope in scopes.OrderBy(scope => scope.Index))
        {
            Append(source[start..scope.Index], style);
            start = scope.Index + scope.Length;
            Write(source, scope.Children, scope.Index, start, StyleOf(scope.Name) ?? style);
        }
        Append(source[start..end], style);
    }

    void Append(string text, string? style)
    {
        var parts = text.Split('\n');
        for (var i = 0; i < parts.Length; i++)
        {
            if (i > 0)
            {
                lines.Add(line.ToString());
                line.Clear();
            }
            if (parts[i].Length == 0) continue;
            var encoded = HtmlEncoder.Default.Encode(parts[i]);
            line.Append(style is null ? encoded : $"<span class=\"{style}\">{encoded}</span>");
        }
    }

    // The regular expressions of ColorCode.HTML 2.0.15 take exponential time for a block comment without an end. Source
    // code can contain such text in a string.
    static bool HasOpenComment(string source) =>
        source.LastIndexOf("/*", StringComparison.Ordinal) is var start and >= 0
        && source.IndexOf("*/", start + 2, StringComparison.Ordinal) < 0;

    static ILanguage? LanguageOf(string kind) => kind switch
    {
        "cs" or "csharp" => Languages.CSharp,
        "cshtml" or "html" => Languages.Html,
        "csproj" or "props" or "targets" or "xml" => Languages.Xml,
        "sql" => Languages.Sql,
        "js" or "json" => Languages.JavaScript,
        // CSS is not highlighted: the regular expressions of ColorCode.HTML 2.0.15 need minutes for a large CSS file.
        "python" or "py" => Languages.Python,
        _ => null,
    };

    static string? StyleOf(string scope) =>
        scope switch
        {
            ScopeName.Keyword
            or ScopeName.ControlKeyword
            or ScopeName.PreprocessorKeyword
            or ScopeName.SqlSystemFunction => "keyword",
            ScopeName.Comment
            or ScopeName.HtmlComment
            or ScopeName.XmlComment
            or ScopeName.XmlDocComment
            or ScopeName.XmlDocTag => "comment",
            ScopeName.String
            or ScopeName.StringCSharpVerbatim
            or ScopeName.HtmlAttributeValue
            or ScopeName.XmlAttributeValue
            or ScopeName.XmlAttributeQuotes => "string",
            ScopeName.HtmlElementName or ScopeName.XmlName or ScopeName.ClassName or ScopeName.Type => "name",
            ScopeName.HtmlAttributeName or ScopeName.XmlAttribute => "attribute",
            ScopeName.Number => "number",
            _ => null,
        };
}
