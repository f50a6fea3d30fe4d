using System.Text;
using System.Text.Json;
using App.Blueprints.Links;
using App.Tests.Blueprints.Transfer.Imports;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Links;

/// <summary>
/// Tests that every form, import and export leaves a link unchanged when all its fields have their maximum length.
/// </summary>
public sealed class LargestLinkTests
{
    const string Url = "https://example.com/";

    static readonly string[] letters = ["a", "é", "漢", "😀", "𝒳", "&", "\"", "<"];

    // Provides one letter each for title, description, note and tags. The test repeats the letter up to the field's
    // limit. For tags, Any(5) chooses from the first five letters of the array, which are not escaped in HTML.
    public static TheoryData<string, string, string, string> Largest()
    {
        var data = new TheoryData<string, string, string, string>
        {
            { "😀", "😀", "😀", "😀" },
            { "a", "b", "c", "d" },
        };
        var random = new Random(11);
        for (var i = 0; i < 2; i++) data.Add(Any(letters.Length), Any(letters.Length), Any(letters.Length), Any(5));
        return data;
        string Any(int among) => letters[random.Next(among)];
    }

    [Theory, MemberData(nameof(Largest))]
    public async Task The_largest_link_is_saved_edited_exported_and_imported_unchanged(
        string inTitle,
        string inDescription,
        string inNote,
        string inTags
    )
    {
        var expected = new Fields(
            Url + Times("x", LinkLimits.Url - Url.Length),
            Times(inTitle, LinkLimits.Title),
            Times(inDescription, LinkLimits.Description),
            Times(inNote, LinkLimits.Note),
            [.. Enumerable.Range(100, LinkLimits.Tags).Select(number => $"{number}{Times(inTags, LinkLimits.Tag - 3)}")]
        );
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada-l");

        var saved = await ada.Submit(await ada.Get("/en/links/new"), "form#link-form", expected.Form, follow: false);
        Assert.Equal(HttpStatusCode.SeeOther, saved.Status);
        const int id = 1;
        Assert.Equal(expected, await Shown());

        // Edits the link twice: without JavaScript (form field _method), then in its row with htmx.
        var edited = expected with { Title = Times(inTitle, LinkLimits.Title - 1) + "z" };
        Assert.Equal(
            HttpStatusCode.SeeOther,
            (
                await ada.Submit(
                    await ada.Get($"/en/links/{id}/edit"),
                    $"form#link-form-{id}",
                    edited.Form,
                    follow: false
                )
            ).Status
        );
        Assert.Equal(edited, await Shown());
        Assert.Equal(HttpStatusCode.OK, (await PutInPlace(expected)).Status);
        Assert.Equal(expected, await Shown());

        var html = (await ada.Get("/export/links.html")).Text;
        Assert.Equal(expected, ReadJson((await ada.Get("/export/links.json")).Text));
        Assert.Equal(expected, ReadJson((await ada.Get("/export/links.jsonl")).Text));
        var csv = (await ada.Get("/export/links.csv")).Text;
        foreach (
            var text in (string[])[expected.Url, expected.Title, expected.Description, expected.Note, expected.Tags[^1]]
        )
            Assert.Contains(text.Replace("\"", "\"\"", StringComparison.Ordinal), csv, StringComparison.Ordinal);

        using var bob = await library.SignUp("bob-l");
        var report = await bob.Import(html);
        Assert.Equal((1, 0, 0), report.Counts());
        Assert.Empty(report.FindAll("[data-remark]"));
        Assert.Equal(expected, ReadJson((await bob.Get("/export/links.json")).Text));

        async Task<Fields> Shown()
        {
            var form = await ada.Get($"/en/links/{id}/edit");
            return new(
                Value("Form.Url"),
                Value("Form.Title"),
                form.Find("textarea[name='Form.Description']").TextContent,
                form.Find("textarea[name='Form.Note']").TextContent,
                [.. Value("Form.Tags").Split(", ").Order(StringComparer.Ordinal)]
            );
            string Value(string name) => form.Find($"input[name='{name}']").GetAttribute("value")!;
        }

        async Task<Answer> PutInPlace(Fields fields)
        {
            using var get = new HttpRequestMessage(HttpMethod.Get, $"/en/links/{id}/edit");
            get.Headers.Add("HX-Request", "true");
            var form = (AngleSharp.Html.Dom.IHtmlFormElement)(await ada.Send(get)).Find("form");
            Assert.Equal("multipart/form-data", form.Enctype);
            using var put = new HttpRequestMessage(HttpMethod.Put, form.GetAttribute("hx-put"))
            {
                Content = FormFields.Encode(FormFields.Of(form, fields.Form), form.Enctype),
            };
            put.Headers.Add("HX-Request", "true");
            return await ada.Send(put);
        }
    }

    static string Times(string letter, int count) =>
        new StringBuilder(letter.Length * count).Insert(0, letter, count).ToString();

    static Fields ReadJson(string text)
    {
        using var json = JsonDocument.Parse(text.Trim());
        var root = json.RootElement;
        if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("links", out var links)) root = links;
        var link = root.ValueKind == JsonValueKind.Array ? root[0] : root;
        return new(
            Text("url"),
            Text("title"),
            Text("description"),
            Text("note"),
            [.. link.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()!).Order(StringComparer.Ordinal)]
        );
        string Text(string name) => link.GetProperty(name).GetString()!;
    }

    sealed record Fields(string Url, string Title, string Description, string Note, string[] Tags)
    {
        public Dictionary<string, string?> Form => new()
        {
            ["url"] = Url,
            ["title"] = Title,
            ["description"] = Description,
            ["note"] = Note,
            ["tags"] = string.Join(", ", Tags),
        };

        public bool Equals(Fields? other) =>
            other is not null
            && (Url, Title, Description, Note) == (other.Url, other.Title, other.Description, other.Note)
            && Tags.SequenceEqual(other.Tags);

        public override int GetHashCode() => Url.GetHashCode(StringComparison.Ordinal);

        // Shortens the message of a failed assertion, because the texts are about 1 MB long.
        public override string ToString() =>
            $"{Url.Length} {Title.Length} {Description.Length} {Note.Length} {Tags.Length}";
    }
}
