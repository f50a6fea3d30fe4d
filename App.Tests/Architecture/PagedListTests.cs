using System.Text.RegularExpressions;
using App.Tests.Blueprints.Transfer.Imports;
using App.Tests.Testing;

namespace App.Tests.Architecture;

/// <summary>
/// Tests that every paged list of the site and of its backend responds with 404 to an invalid page number.
/// </summary>
public sealed partial class PagedListTests
{
    [Fact]
    [Trait("Statement", "P08.2")]
    public async Task An_invalid_page_number_is_404_in_every_list()
    {
        await using var library = await TestLibrary.Start();
        using var operating = await library.SignUp("operator1");
        await operating.Import(
            "<DT><A HREF=\"https://example.org/\" PRIVATE=\"0\">Example</A>\n<DT><A HREF=\"about:blank\">Refused</A>",
            ("Form.Visibility", "file")
        );
        await operating.Preview("<DT><A HREF=\"https://example.org/2\">Two</A>");
        // Uses the preview of import 2 instead of import 1. Import 1 is confirmed, so its preview redirects to the
        // report.
        List<string> lists = [.. Lists().Except(["/en/import/1"]), "/en/@operator1", "/en/import/2"];
        Assert.True(lists.Count >= 14, string.Join('\n', lists));
        foreach (var list in lists)
        {
            foreach (var page in (string[])["", "?page=1", "?page="])
                Assert.True(await Status(operating, list + page) == HttpStatusCode.OK, list + page);
            foreach (var page in (string[])["0", "-1", "abc", "1.5", "+1", "2", "2147483647", "999999999999"])
                Assert.True(
                    await Status(operating, $"{list}?page={page}") == HttpStatusCode.NotFound,
                    $"{list}?page={page}"
                );
        }
    }

    [Fact]
    [Trait("Statement", "P08.2")]
    public void Only_the_SqlMapping_pattern_parses_a_page_number() =>
        Assert.Empty(
            Source
                .Files("*.cs")
                .Where(file => file.Name != "App/Patterns/SqlMapping/PageNumber.cs" && OwnReading().IsMatch(file.Code))
                .Select(file => file.Name)
        );

    static IEnumerable<string> Lists() =>
        from model in Source.Files("*.cshtml.cs")
        where
            model.Code.Contains("PageNumber.Of(", StringComparison.Ordinal)
            || model.Code.Contains("LinkQuery.PageOf(", StringComparison.Ordinal)
        let route = Route().Match(File.ReadAllText(Source.Path(model.Name[..^".cs".Length]))).Groups["route"].Value
        let root = model.Name.StartsWith("App/Blueprints/Backend/", StringComparison.Ordinal) ? "/backend/en" : "/en"
        select root + OptionalParameter().Replace(route, "").Replace("{id:long}", "1", StringComparison.Ordinal);

    static async Task<HttpStatusCode> Status(Visitor visitor, string url)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        return (await visitor.Send(request)).Status;
    }

    [GeneratedRegex("^@page \"(?<route>[^\"]+)\"")]
    private static partial Regex Route();

    [GeneratedRegex(@"/\{[^}]+\?\}")]
    private static partial Regex OptionalParameter();

    [GeneratedRegex("(Query\\.Get\\(|Query\\.Text\\(|[Qq]uery\\[|FromQuery\\(Name = )\"page\"")]
    private static partial Regex OwnReading();
}
