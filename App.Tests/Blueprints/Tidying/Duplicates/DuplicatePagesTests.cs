using App.Tests.Blueprints.Links;
using static App.Tests.Blueprints.Tidying.Duplicates.DuplicateSteps;

namespace App.Tests.Blueprints.Tidying.Duplicates;

public sealed class DuplicatePagesTests
{
    [Fact]
    public async Task Links_with_different_fragments_are_listed_without_a_preselection()
    {
        var (library, ada) = await Start();
        await using var _ = library;
        await ada.AddLink("https://docs.example/guide#install", "Install");
        await ada.AddLink("https://docs.example/guide#upgrade", "Upgrade");
        await ada.AddLink("https://docs.example/guide#remove", "Remove");
        var page = await ada.Get("/en/links/duplicates");
        Assert.Equal("2", page.Total());
        var form = page.Find("#fragments form.duplicate");
        Assert.Equal("docs.example/guide", form.QuerySelector("legend bdi")!.TextContent);
        Assert.Equal(3, form.QuerySelectorAll("[data-link-id]").Length);
        Assert.Empty(form.QuerySelectorAll("input[checked]"));

        var nothing = await ada.Submit(page, "#fragments form.duplicate");
        Assert.Equal("error", nothing.Find("#flashes li").GetAttribute("data-category"));
        var boxes = form.QuerySelectorAll("input[name=link]").Select(box => box.GetAttribute("value")!).ToList();
        var merged = await ada.Submit(
            page,
            "#fragments form.duplicate",
            new Dictionary<string, string?> { ["keep"] = boxes[0], ["link"] = boxes[1] }
        );
        Assert.Equal(2, merged.FindAll("#fragments [data-link-id]").Count);
        Assert.Equal(4, Living(library).Length);
        await ada.Submit(merged, "#flashes form");
        Assert.Equal(5, Living(library).Length);

        page = await ada.Get("/en/links/duplicates");
        page.Find("#fragments form")
            .SetAttribute("action", page.Find("#fragments button[formaction]").GetAttribute("formaction")!);
        var dismissed = await ada.Submit(
            page,
            "#fragments form",
            new Dictionary<string, string?> { ["_method"] = "PUT" }
        );
        Assert.Equal("1", dismissed.Total());
        Assert.Equal("2", (await ada.Submit(dismissed, "#flashes form")).Total());
        Assert.Single((await ada.Submit(page, "form#merge-all")).FindAll("#fragments form.duplicate"));
        Assert.Equal(4, Living(library).Length);
    }

    [Fact]
    public async Task A_group_of_different_pages_can_be_dismissed_and_shown_again()
    {
        var (library, ada) = await Start();
        await using var _ = library;
        var page = await ada.Get("/en/links/duplicates");
        page.Find("form.duplicate")
            .SetAttribute("action", page.Find("form.duplicate button[formaction]").GetAttribute("formaction")!);
        var answer = await ada.Submit(page, "form.duplicate", new Dictionary<string, string?> { ["_method"] = "PUT" });
        Assert.Equal("0", answer.Total());
        Assert.Equal("1", (await ada.Submit(answer, "#flashes form")).Total());
        await ada.Submit(page, "form.duplicate", new Dictionary<string, string?> { ["_method"] = "PUT" });
        await ada.AddLink("https://m.example.com/", "Third");
        Assert.Equal(3, (await ada.Get("/en/links/duplicates")).FindAll("form.duplicate [data-link-id]").Count);
    }

    [Fact]
    public async Task Duplicate_groups_of_another_account_are_neither_shown_nor_merged()
    {
        var (library, ada) = await Start();
        await using var _ = library;
        var hers = await ada.Get("/en/links/duplicates");
        using var bob = await library.SignUp("bobby");
        await bob.AddLink("https://example.com/");
        Assert.Equal("0", (await bob.Get("/en/links/duplicates")).Total());
        await bob.AddLink("http://example.com/");
        var his = await bob.Get("/en/links/duplicates");
        foreach (
            var input in his.FindAll("form.duplicate input[name=link]")
                .Zip(hers.FindAll("form.duplicate input[name=link]"))
        )
            input.First.SetAttribute("value", input.Second.GetAttribute("value")!);
        var answer = await bob.Submit(
            his,
            "form.duplicate",
            new Dictionary<string, string?> { ["keep"] = hers.Find("input[name=keep]").GetAttribute("value") }
        );
        Assert.Equal("info", answer.Find("#flashes li").GetAttribute("data-category"));
        Assert.Equal(2, Living(library).Length);
        his.Find("form.duplicate")
            .SetAttribute("action", hers.Find("form.duplicate button[formaction]").GetAttribute("formaction")!);
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await bob.Submit(his, "form.duplicate", new Dictionary<string, string?> { ["_method"] = "PUT" })).Status
        );
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await bob.Submit(his, "form.duplicate", new Dictionary<string, string?> { ["_method"] = "DELETE" })).Status
        );
    }

    [Theory]
    [InlineData("keep", "x")]
    [InlineData("keep", null)]
    [InlineData("link", "x")]
    [InlineData("link", "99999999999999999999")]
    public async Task Invalid_input_is_rejected_and_changes_nothing(string field, string? value)
    {
        var (library, ada) = await Start();
        await using var _ = library;
        var answer = await ada.Submit(
            await ada.Get("/en/links/duplicates"),
            "form.duplicate",
            new Dictionary<string, string?> { [field] = value }
        );
        Assert.True((int)answer.Status < 500);
        Assert.Equal(2, Living(library).Length);
        Assert.Equal(HttpStatusCode.NotFound, (await ada.Get("/en/links/duplicates?page=x")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await ada.Get("/en/links/duplicates?page=7")).Status);
    }

    [Fact]
    public async Task The_form_of_a_new_link_contains_the_canonical_URL()
    {
        var (library, ada) = await Start();
        await using var _ = library;
        var page = await ada.Get(
            $"/en/links/new?url={Uri.EscapeDataString("https://amp.example.net/x")}"
                + $"&canonical={Uri.EscapeDataString("https://example.com/\"<")}"
        );
        Assert.Equal("https://example.com/\"<", page.Find("input[name='Form.Canonical']").GetAttribute("value"));
        page = await ada.Get(
            $"/en/links/new?url={Uri.EscapeDataString("https://amp.example.net/x")}"
                + $"&canonical={Uri.EscapeDataString("https://example.com/")}"
        );
        await ada.Submit(page, "form#link-form", new Dictionary<string, string?>());
        Assert.Equal(3, (await ada.Get("/en/links/duplicates")).FindAll("form.duplicate [data-link-id]").Count);
        page = await ada.Get("/en/links/new?url=https://example.org/&canonical=javascript:alert(1)");
        Assert.Equal(
            HttpStatusCode.OK,
            (await ada.Submit(page, "form#link-form", new Dictionary<string, string?>())).Status
        );
    }
}
