using System.Text.RegularExpressions;
using App.Tests.Blueprints.Transfer.Imports;

namespace App.Tests.Architecture;

public sealed partial class MarkupTests
{
    [Fact]
    public void The_route_of_a_page_is_on_its_first_line_and_starts_with_a_prefix_of_its_blueprint()
    {
        var prefixes = TypeReferences.Blueprints()
            .ToLookup(blueprint => blueprint.Blueprint.Folder, blueprint => blueprint.Blueprint.Prefixes);
        foreach (
            var page in Source.Files("*.cshtml").Where(file => file.Text.Contains("@page", StringComparison.Ordinal))
        )
        {
            var match = PageLine().Match(page.Lines[0]);
            Assert.True(match.Success, $"{page.Name} begins with: {page.Lines[0]}");
            var address = match.Groups["address"].Value;
            var literal = Parameter().Replace(address, "");
            Assert.True(
                !literal.Any(char.IsUpper)
                    && (address == "/" || !address.EndsWith('/'))
                    && !address.Contains("{lang", StringComparison.Ordinal),
                $"{page.Name}: {address} is not lower case, ends in a slash or has a language"
            );
            var folder = page.Name.Replace($"/{TypeReferences.Host}/", "/", StringComparison.Ordinal).Split('/')[2];
            Assert.True(
                prefixes[folder].SelectMany(own => own).Any(prefix => BeginsWith(address, prefix)),
                $"{page.Name}: {address} has no prefix of {folder}"
            );
        }
    }

    [Fact]
    public void No_two_routes_differ_only_by_case()
    {
        using var app = LibraryApp.Create(new AppSettings { DataDirectory = System.IO.Path.GetTempPath() });
        var patterns = ((Microsoft.AspNetCore.Routing.IEndpointRouteBuilder)app)
            .DataSources.SelectMany(source => source.Endpoints)
            .OfType<Microsoft.AspNetCore.Routing.RouteEndpoint>()
            .Select(endpoint => endpoint.RoutePattern.RawText!.Trim('/'))
            .Distinct()
            .ToList();
        Assert.Empty(
            patterns
                .GroupBy(pattern => pattern.ToLowerInvariant())
                .Where(same => same.Count() > 1)
                .Select(same => string.Join(" and ", same))
        );
    }

    [Fact]
    public void Markup_has_no_inline_style_script_or_event_handler() => Assert.Empty(
        from file in Source.Files("*.cshtml", "*TagHelper.cs")
        from Match match in Inline().Matches(file.Text)
        select $"{file.Name}: {match.Value}");

    [Fact]
    public void Shared_markup_takes_a_model_and_injects_nothing() =>
        Assert.Empty(
            Source
                .Files("*.cshtml")
                .Where(file =>
                    file.Name.StartsWith("App/Blueprints/Shared/", StringComparison.Ordinal)
                    && Injects().IsMatch(file.Text)
                )
                .Select(file => file.Name)
        );

    [Fact]
    public void Stylesheets_use_start_and_end_instead_of_left_and_right() => Assert.Empty(
        from file in Source.Files("*.css")
        from Match match in Physical().Matches(Comment().Replace(file.Text, ""))
        select $"{file.Name}: {match.Value.Trim()}");

    [Fact]
    public void Stylesheets_and_scripts_load_nothing_from_other_sites() => Assert.Empty(
        from file in Source.Files("*.css", "*.js", "*.cshtml")
        from Match match in Foreign().Matches(Comment().Replace(file.Text, ""))
        select $"{file.Name}: {match.Value}");

    [Fact]
    public void Colours_are_design_tokens() =>
        Assert.Empty(
            from file in Source.Files("*.css")
            let text = Comment().Replace(file.Text, "")
            let tokens = file.Name.EndsWith("/site.css", StringComparison.Ordinal)
                ? text.IndexOf("@layer base {", StringComparison.Ordinal)
                : 0
            from Match match in LiteralColour().Matches(text[tokens..])
            select $"{file.Name}: {match.Value}"
        );

    [Fact]
    public void Stylesheets_and_scripts_have_short_lines_and_one_declaration_per_line() =>
        Assert.Empty(
            from file in Source.Files("*.css", "*.js").Where(file => file.Name != "wwwroot/js/upload.js")
            from line in file.Lines
            where
                line.Length > 120
                || (
                    file.Name.EndsWith(".css", StringComparison.Ordinal)
                    && SecondDeclaration().IsMatch(Comment().Replace(line, ""))
                )
            select $"{file.Name}: {line}"
        );

    [Fact]
    public void Scripts_are_ES_modules() => Assert.Empty(
        from file in Source.Files("*.cshtml")
        from Match match in OwnScript().Matches(file.Text)
            // Selects script elements without type="module". upload.js is excepted, because it is still a classic
            // script.
        where
            !match.Value.Contains("type=\"module\"", StringComparison.Ordinal)
            && !match.Value.Contains("/upload.js", StringComparison.Ordinal)
        select $"{file.Name}: {match.Value}"
        );

    static bool BeginsWith(string address, string prefix) =>
        address == prefix
        || (
            prefix != "/"
            && address.StartsWith(prefix, StringComparison.Ordinal)
            && (prefix.EndsWith('@') || address[prefix.Length] == '/')
        );

    [GeneratedRegex("""
        ^@page\ "(?<address>/[^"]*)"$
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex PageLine();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();

    [GeneratedRegex(
        """
            \sstyle\s*=\s*["'@] | <style\b | <script(?![^>]*\bsrc=)[^>]*>\s*[^<\s] | \son[a-z]+\s*=\s*["']
            | javascript: | hx-on[:=] | ["']js:
            """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.IgnoreCase
    )]
    private static partial Regex Inline();

    [GeneratedRegex(
        """
            \b(margin|padding|border|scroll-margin|scroll-padding)-(left|right|top|bottom)\b[^;]*
            | border-(top|bottom)-(left|right)-radius[^;]*
            | (?<=[{;]\s*)(left|right|top|bottom)\s*:[^;]* | \b(text-align|float|clear)\s*:\s*(left|right)
            """,
        RegexOptions.IgnorePatternWhitespace
    )]
    private static partial Regex Physical();

    [GeneratedRegex("""
        (@import|url\(|src=|\bfrom)\s*["']?(https?:)?//[^"')\s]+ | <link[^>]*href="(https?:)?//[^"]+
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Foreign();

    [GeneratedRegex(@"#[0-9a-f]{3,8}\b(?=[^{]*;)|\b(rgb|hsl|oklch)\(|\blight-dark\(", RegexOptions.IgnoreCase)]
    private static partial Regex LiteralColour();

    [GeneratedRegex(@"[{;]\s*[^\s}]")]
    private static partial Regex SecondDeclaration();

    [GeneratedRegex("<script[^>]*~/js/[^>]*>")]
    private static partial Regex OwnScript();

    [GeneratedRegex(@"@inject|RequestServices|GetService")]
    private static partial Regex Injects();

    [GeneratedRegex(@"/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex Comment();
}
