using System.Text;
using App.Blueprints.Links;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Links;

public sealed class LinkLimitTests
{
    const string Url = "https://example.com/";

    [Theory]
    [InlineData("title", LinkLimits.Title)]
    [InlineData("description", LinkLimits.Description)]
    [InlineData("note", LinkLimits.Note)]
    public async Task A_text_one_code_point_too_long_is_rejected_and_remains_in_the_form(
        string field, int limit)
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada-l");
        var text = Times("😀", limit + 1);
        var answer = await ada.Submit(
            await ada.Get("/en/links/new"),
            "form#link-form",
            new Dictionary<string, string?> { ["url"] = Url, [field] = text }
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        var name = $"Form.{char.ToUpperInvariant(field[0])}{field[1..]}";
        var control = answer.Find($"[name='{name}']");
        Assert.Equal("true", control.GetAttribute("aria-invalid"));
        Assert.Equal(text, control.GetAttribute("value") ?? control.TextContent);
    }

    [Fact]
    public async Task A_text_stored_before_the_limits_can_be_saved_unchanged_but_not_extended()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada-l");
        await ada.AddLink(Url, "Title");
        var (title, note) = (Times("t", LinkLimits.Title + 100), Times("n", LinkLimits.Note + 100));
        library.InScope(services =>
        {
            var connection = services.GetRequiredService<System.Data.Common.DbConnection>();
            Dapper.SqlMapper.Execute(
                connection,
                "update links set title = @title, note = @note, description = @note",
                new { title, note }
            );
            return 0;
        });
        var form = await ada.Get("/en/links/1/edit");
        var saved = await ada.Submit(
            form,
            "form#link-form-1",
            new Dictionary<string, string?> { ["tags"] = "new" },
            follow: false
        );
        Assert.Equal(HttpStatusCode.SeeOther, saved.Status);
        var again = await ada.Get("/en/links/1/edit");
        Assert.Equal(
            (title, note),
            (again.Find("[name='Form.Title']").GetAttribute("value"), again.Find("[name='Form.Note']").TextContent)
        );
        Assert.Equal("new", again.Find("[name='Form.Tags']").GetAttribute("value"));
        var longer = await ada.Submit(
            again,
            "form#link-form-1",
            new Dictionary<string, string?> { ["title"] = title + "!" }
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, longer.Status);
    }

    [Fact]
    public async Task An_edit_form_over_2_MB_is_413()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada-l");
        await ada.AddLink(Url, "Title");
        var answer = await ada.Submit(
            await ada.Get("/en/links/1/edit"),
            "form#link-form-1",
            new Dictionary<string, string?> { ["note"] = new string('n', 2_200_000) }
        );
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.Status);
        Assert.Contains("2 MB", answer.Find("main").TextContent, StringComparison.Ordinal);
    }

    static string Times(string letter, int count) =>
        new StringBuilder(letter.Length * count).Insert(0, letter, count).ToString();
}
