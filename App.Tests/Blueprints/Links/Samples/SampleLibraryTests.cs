using App.Blueprints.Links;
using App.Blueprints.Links.Changes;
using App.Blueprints.Links.Samples;
using App.Tests.Blueprints.Transfer.Imports;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Links.Samples;

public sealed class SampleLibraryTests
{
    [Fact]
    public void The_sample_library_has_about_sixty_valid_links()
    {
        var links = SampleLibrary.Links();
        Assert.InRange(links.Count, 55, 70);
        Assert.Equal(links.Count, links.Select(link => LinkUrl.Parse(link.Url)!.Key).Distinct().Count());
        Assert.All(links, link =>
        {
            Assert.NotNull(LinkUrl.Parse(link.Url));
            Assert.InRange(link.Title.Length, 3, LinkLimits.Title);
            Assert.InRange(link.Description.Length, 20, 300);
            Assert.InRange(link.Tags.Count, 1, 6);
            Assert.Equal(TagNames.Parse(string.Join(", ", link.Tags)), link.Tags);
            Assert.InRange(link.Saved, new DateOnly(2014, 1, 1), new DateOnly(2025, 12, 31));
        });
        Assert.InRange(links.Count(link => link.Starred), 5, 20);
        Assert.InRange(links.Count(link => link.Unread), 5, 20);
        Assert.InRange(links.Select(link => link.Saved.Year).Distinct().Count(), 8, 20);
        Assert.Equal(links.OrderBy(link => link.Saved), links);
    }

    [Fact]
    public async Task One_button_adds_the_sample_links_and_one_removes_them()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        var list = await ada.Press(await ada.Get("/en/"), ".empty button[formaction='/en/links/sample']");
        Assert.Equal(
            SampleLibrary.Links().Count.ToString(System.Globalization.CultureInfo.InvariantCulture),
            list.Total()
        );
        Assert.Contains("sample links added", list.Find("#flashes li p").TextContent, StringComparison.Ordinal);
        Assert.Equal(["HTTP Semantics"], (await ada.Get("/en/links?q=%22http+semantics%22+%23rfc")).Titles());
        Assert.Single((await ada.Get("/en/")).FindAll(".sample-notice"));
        Assert.Empty((await ada.Get("/en/links?q=http")).FindAll(".sample-notice"));

        var again = await ada.Submit(
            await ada.Get("/en/links/sample"),
            "form#sample",
            new Dictionary<string, string?> { ["_method"] = null }
        );
        Assert.StartsWith("0 sample links", again.Find("#flashes li p").TextContent, StringComparison.Ordinal);

        var empty = await ada.Press(again, ".sample-notice button");
        Assert.Equal("0", empty.Total());
        Assert.Contains("moved to the trash", empty.Find("#flashes li p").TextContent, StringComparison.Ordinal);
        Assert.Empty(empty.FindAll(".sample-notice"));
        Assert.Equal(
            1,
            library.InScope(scope =>
                scope
                    .GetRequiredService<LinkChangeStore>()
                    .Recent(1, 0, 10)
                    .Count(change => change.Kind == LinkChangeKind.Sample)
            )
        );

        var third = await ada.Submit(await ada.Get("/en/links/sample"), "form#sample");
        Assert.Equal(
            SampleLibrary.Links().Count.ToString(System.Globalization.CultureInfo.InvariantCulture),
            third.Total()
        );
    }

    [Fact]
    public async Task Removing_the_sample_keeps_own_and_edited_links_and_reports_them()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        await ada.AddLink("https://caniuse.com", "Mine", tags: "own");
        await ada.Submit(await ada.Get("/en/links/sample"), "form#sample");
        var id = (await ada.Get("/en/links?q=%22wayback+machine%22")).IdOf("Wayback Machine");
        await ada.Submit(
            await ada.Get($"/en/links/{id}/edit"),
            $"form#link-form-{id}",
            new Dictionary<string, string?> { ["Form.Title"] = "The machine" }
        );
        var left = await ada.Submit(
            await ada.Get("/en/links/sample"),
            "form#sample",
            new Dictionary<string, string?> { ["_method"] = "DELETE" }
        );
        Assert.Equal(["Mine", "The machine"], left.Titles().Order());
        Assert.EndsWith(
            "1 link was not removed because it was changed.",
            left.Find("#flashes li p").TextContent,
            StringComparison.Ordinal
        );
        Assert.Equal(["own"], (await ada.Get("/en/links?q=mine")).FindAll(".tags a").Select(tag => tag.TextContent));
        Assert.Empty((await ada.Get("/en/links?site=caniuse.com")).FindAll(".description"));
    }

    [Fact]
    public async Task The_sample_links_are_private_to_the_account()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        using var bob = await library.SignUp("bob1");
        await ada.Submit(await ada.Get("/en/links/sample"), "form#sample");
        Assert.Equal("0", (await bob.Get("/en/links")).Total());
        Assert.Empty((await bob.Get("/en/links/sample")).FindAll("[name='_method'][value='DELETE']"));
        using var visitor = library.NewVisitor();
        Assert.EndsWith(
            "/en/account/sign-in",
            (await visitor.Get("/en/links/sample")).Url.AbsolutePath,
            StringComparison.Ordinal
        );
    }
}
