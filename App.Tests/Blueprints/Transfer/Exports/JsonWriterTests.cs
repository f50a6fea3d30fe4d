using System.Text.Json;
using static App.Tests.Blueprints.Transfer.Exports.LinkWriterTests;

namespace App.Tests.Blueprints.Transfer.Exports;

public sealed class JsonWriterTests
{
    [Fact]
    public async Task JSON_is_one_array_of_snake_case_objects()
    {
        var link = Link(1) with
        {
            Title = "Ü 😀 <b> \"q\" \\ \u2028 \u0001",
            Tags = ["a"],
            Folder = "F/G",
            IsPublic = true,
        };
        var text = await Written("json", link, Link(2));
        using var json = JsonDocument.Parse(text);
        Assert.Equal(2, json.RootElement.GetArrayLength());
        var first = json.RootElement[0];
        Assert.Equal(
            [
                "url",
                "title",
                "description",
                "note",
                "tags",
                "folder",
                "is_public",
                "is_unread",
                "is_starred",
                "is_archived",
                "added_at",
                "modified_at",
                "keyword",
            ],
            first.EnumerateObject().Select(property => property.Name)
        );
        Assert.Equal(link.Title, first.GetProperty("title").GetString());
        Assert.Equal("G", first.GetProperty("folder")[1].GetString());
        Assert.Equal(link.AddedAt, first.GetProperty("added_at").GetDateTimeOffset());
        Assert.Equal(JsonValueKind.Null, first.GetProperty("modified_at").ValueKind);
        Assert.Contains("Ü", text);
        Assert.DoesNotContain('\u2028', text);
        Assert.Equal("[]\n", await Written("json"));
    }

    [Fact]
    public async Task JSON_Lines_has_one_object_per_line()
    {
        var text = await Written("jsonl", Link(1) with { Description = "a\nb\r\u0085\u2028\u2029c" }, Link(2));
        var lines = text.TrimEnd('\n').ReplaceLineEndings("\n").Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.Equal(
            "a\nb\r\u0085\u2028\u2029c",
            JsonDocument.Parse(lines[0]).RootElement.GetProperty("description").GetString()
        );
        Assert.Equal("", await Written("jsonl"));
    }
}
