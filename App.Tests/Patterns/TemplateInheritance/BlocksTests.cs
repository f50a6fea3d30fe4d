using Microsoft.AspNetCore.Html;
using static App.Tests.Patterns.TemplateInheritance.Template;

namespace App.Tests.Patterns.TemplateInheritance;

public sealed class BlocksTests
{
    [Fact]
    [Trait("Statement", "P13.1")]
    public async Task A_base_template_renders_its_default_blocks()
    {
        var page = NewPage();
        var site = new Template("Base", page);
        Assert.Equal("site", Text(await site.Block("title", "site")));
        Assert.Equal("", Text(await site.Block("aside")));
    }

    [Fact]
    [Trait("Statement", "P13.2")]
    public async Task A_nested_block_can_be_overridden_alone()
    {
        var page = NewPage();
        await new Template("Page", page).Override("title", "Links");
        var site = new Template("Base", page);
        Assert.Equal("[Links] styles", Text(await site.Block("head", "[", Nested(site, "title", "site"), "] styles")));
    }

    [Fact]
    [Trait("Statement", "P13.2")]
    public async Task An_outer_block_can_be_overridden_with_or_without_the_inner_one()
    {
        var page = NewPage();
        var child = new Template("Page", page);
        await child.Override("head", child.Super, " feed");
        await child.Override("title", "Links");
        var site = new Template("Base", page);
        Assert.Equal("[Links] feed", Text(await site.Block("head", "[", Nested(site, "title", "site"), "]")));

        page = NewPage();
        await new Template("Page", page).Override("head", "bare");
        site = new Template("Base", page);
        Assert.Equal("bare", Text(await site.Block("head", Nested(site, "title", "site"))));
    }

    [Fact]
    [Trait("Statement", "P13.3")]
    public async Task An_override_renders_nothing_in_its_own_place()
    {
        var page = NewPage();
        Assert.Equal("", Text(await new Template("Page", page).Override("title", "Links")));
        Assert.Equal("Links", Text(await new Template("Base", page).Block("title", "site")));
    }

    [Fact]
    [Trait("Statement", "P13.4")]
    public async Task Super_works_through_three_levels()
    {
        var page = NewPage();
        var grandchild = new Template("Page", page);
        await grandchild.Override("title", grandchild.Super, "!");
        var child = new Template("Layout", page);
        await child.Override("title", child.Super, "+");
        Assert.Equal("T+!", WebUtility.HtmlDecode(Text(await new Template("Base", page).Block("title", "T"))));
    }

    [Fact]
    [Trait("Statement", "P13.4")]
    public async Task Super_can_be_used_twice_or_not_at_all()
    {
        var page = NewPage();
        var grandchild = new Template("Page", page);
        await grandchild.Override("title", grandchild.Super, "|", grandchild.Super);
        await new Template("Layout", page).Override("title", "middle");
        Assert.Equal("middle|middle", Text(await new Template("Base", page).Block("title", "T")));
    }

    [Fact]
    [Trait("Statement", "P13.4")]
    public async Task A_layout_can_define_a_block_inside_the_block_it_overrides()
    {
        var page = NewPage();
        await new Template("Page", page).Override("aside", "mine");
        var middle = new Template("Layout", page);
        await middle.Override("content", "left ", Nested(middle, "aside", "default"));
        Assert.Equal("left mine", Text(await new Template("Base", page).Block("content")));
    }

    [Fact]
    [Trait("Statement", "P13.4")]
    public async Task Super_outside_an_override_throws()
    {
        var site = new Template("Base", NewPage());
        await Assert.ThrowsAsync<InvalidOperationException>(() => site.Block("title", site.Super));
    }

    [Fact]
    [Trait("Statement", "P13.5")]
    public async Task Overriding_a_block_twice_in_one_template_throws()
    {
        var child = new Template("Page", NewPage());
        await child.Override("title", "a");
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => child.Override("title", "b"));
        Assert.Equal("Page contains the block \"title\" twice.", error.Message);

        var site = new Template("Base", NewPage());
        await site.Block("title", "a");
        await Assert.ThrowsAsync<InvalidOperationException>(() => site.Block("title", "b"));
    }

    [Fact]
    [Trait("Statement", "P13.5")]
    public async Task An_override_of_an_unknown_block_is_ignored()
    {
        var page = NewPage();
        var child = new Template("Page", page);
        await child.Override("unheard", child.Super, "lost");
        Assert.Equal("site", Text(await new Template("Base", page).Block("title", "site")));
    }

    [Fact]
    [Trait("Statement", "P13.3")]
    public async Task Text_in_a_block_is_escaped()
    {
        var page = NewPage();
        var child = new Template("Page", page);
        await child.Override("title", "<b>&", child.Super);
        Assert.Equal("&lt;b&gt;&amp;site", Text(await new Template("Base", page).Block("title", "site")));
    }

    [Fact]
    [Trait("Statement", "P13.6")]
    public async Task A_second_page_in_the_same_request_starts_without_overrides()
    {
        await new Template("Page", NewPage()).Override("title", "broken page");
        Assert.Equal("site", Text(await new Template("Base", NewPage()).Block("title", "site")));
    }

    static Func<Task<IHtmlContent>> Nested(Template template, string name, string content) =>
        () => template.Block(name, content);
}
