using App.Blueprints.Links;
using App.Blueprints.Links.Rules;
using App.Tests.Blueprints.Links;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Tidying.Rules;

public sealed class RulePagesTests
{
    static async Task<(TestLibrary, Visitor)> Start()
    {
        var library = await TestLibrary.Start();
        return (library, await library.SignUp("alice"));
    }

    static async Task<Answer> AddRule(Visitor visitor, Dictionary<string, string?> values) =>
        await visitor.Submit(await visitor.Get("/en/rules/new"), "form#rule-form", values);

    static LinkRule[] Rules(TestLibrary library) =>
        [.. library.InScope(services => services.GetRequiredService<LinkRuleStore>().All(1))];

    [Fact]
    public async Task A_rule_applies_to_new_links_with_a_message_and_to_existing_ones_on_demand()
    {
        var (library, ada) = await Start();
        await using var _ = library;
        await ada.AddLink("https://www.example.com/old", "Old");
        await ada.AddLink("https://other.example/", "Other");
        var page = await AddRule(
            ada,
            new()
            {
                ["name"] = "Docs <i>",
                ["host"] = "https://www.example.com/whatever",
                ["tags"] = "docs, manual",
                ["unread"] = "true",
            }
        );
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal("1", page.Find("#preview").GetAttribute("data-matches"));
        Assert.Contains("Old", page.Find("#preview").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("main i"));

        var saved = await ada.AddLink("https://sub.example.com/new", "New");
        Assert.Contains(
            "Docs <i> (#docs, #manual, read later)",
            saved.Find("#flashes").TextContent,
            StringComparison.Ordinal
        );
        Assert.Equal(["New"], (await ada.Get("/en/links?tag=docs")).Titles());
        Assert.DoesNotContain(
            "Docs",
            (await ada.AddLink("https://else.example/", "Else")).Find("#flashes").TextContent,
            StringComparison.Ordinal
        );

        var answer = await ada.Submit(page, "form#apply");
        Assert.StartsWith(
            "/en/changes/",
            answer.Find("#flashes form").GetAttribute("action"),
            StringComparison.Ordinal
        );
        Assert.Equal(["New", "Old"], (await ada.Get("/en/links?tag=docs&sort=title")).Titles());
    }

    [Fact]
    public async Task A_rule_preview_saves_nothing_and_keeps_the_input()
    {
        var (library, ada) = await Start();
        await using var _ = library;
        for (var i = 0; i < 7; i++) await ada.AddLink($"https://example.com/{i}", $"Recipe {i}");
        var page = await AddRule(ada, new() { ["words"] = "recipe", ["tags"] = "food", ["preview"] = "true" });
        Assert.Equal(("7", 5), (page.Find("#preview").GetAttribute("data-matches"), page.FindAll("#preview li").Count));
        Assert.Equal("recipe", page.Find("input[name='Form.Words']").GetAttribute("value"));
        Assert.Empty(page.FindAll("form#apply"));
        Assert.Empty(Rules(library));
        Assert.Equal(
            HttpStatusCode.OK,
            (await ada.Submit(page, "form#rule-form", new Dictionary<string, string?>())).Status
        );
        Assert.Equal("recipe", Assert.Single(Rules(library)).Name);
        await ada.Submit(page, "form#rule-form", new Dictionary<string, string?>());
        Assert.Single(Rules(library));
    }

    [Fact]
    public async Task A_rule_without_condition_or_effect_is_rejected()
    {
        var (library, ada) = await Start();
        await using var _ = library;
        foreach (var (values, id) in new (Dictionary<string, string?>, string)[]
        {
            (new() { ["tags"] = "a" }, "#Form_Host-errors"),
            (new() { ["host"] = "not a host", ["tags"] = "a" }, "#Form_Host-errors"),
            (new() { ["words"] = "???", ["tags"] = "a" }, "#Form_Words-errors"),
            (new() { ["host"] = "example.com", ["tags"] = " , " }, "#Form_Tags-errors"),
            (new() { ["path"] = new string('x', 501), ["tags"] = "a" }, "#Form_Path-errors"),
            (new() { ["host"] = "example.com", ["tags"] = new string('x', LinkLimits.Tag + 1) }, "#Form_Tags-errors"),
        })
        {
            var page = await AddRule(ada, values);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
            Assert.Single(page.FindAll($"{id} li"));
        }
        Assert.Empty(Rules(library));
    }

    [Fact]
    public async Task A_rule_can_be_edited_disabled_moved_and_deleted()
    {
        var (library, ada) = await Start();
        await using var _ = library;
        await AddRule(ada, new() { ["name"] = "One", ["host"] = "example.com", ["tags"] = "one" });
        var edit = await AddRule(ada, new() { ["name"] = "Two", ["path"] = "/a", ["archive"] = "true" });
        var list = await ada.Get("/en/rules");
        list = await ada.Press(list, "li[data-rule-id]:last-child button[formaction$='/higher']");
        Assert.Equal(["Two", "One"], list.FindAll("li[data-rule-id] h2").Select(name => name.TextContent.Trim()));
        list = await ada.Press(list, "li[data-rule-id]:first-child button[formaction$='/active']");
        Assert.Equal(
            ["false", "true"],
            list.FindAll("li[data-rule-id]").Select(rule => rule.GetAttribute("data-active"))
        );
        Assert.DoesNotContain(
            "Two",
            (await ada.AddLink("https://other.example/a", "X")).Find("#flashes").TextContent,
            StringComparison.Ordinal
        );

        Assert.Equal(
            HttpStatusCode.OK,
            (await ada.Submit(edit, "form#rule-form", new Dictionary<string, string?> { ["name"] = "Second" })).Status
        );
        // The rule has changed since this form was loaded. Submitting the stored values again is not a conflict.
        // Submitting other values is a conflict, and the form shows those values again.
        Assert.Equal(
            HttpStatusCode.OK,
            (await ada.Submit(edit, "form#rule-form", new Dictionary<string, string?> { ["name"] = "Second" })).Status
        );
        var conflict = await ada.Submit(edit, "form#rule-form", new Dictionary<string, string?> { ["name"] = "Third" });
        Assert.Equal(
            (HttpStatusCode.Conflict, "Third"),
            (conflict.Status, conflict.Find("input[name='Form.Name']").GetAttribute("value"))
        );
        await ada.Submit(conflict, "form#rule-form", new Dictionary<string, string?>());
        Assert.Equal("Third", Rules(library)[0].Name);
        Assert.False(Rules(library)[0].IsActive);

        list = await ada.ConfirmDeletion(
            await ada.Press(await ada.Get("/en/rules"), "li[data-rule-id]:first-child button.danger")
        );
        Assert.Single(list.FindAll("li[data-rule-id]"));
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await ada.Submit(edit, "form#rule-form", new Dictionary<string, string?>())).Status
        );
    }

    [Fact]
    public async Task Rules_of_other_accounts_are_404()
    {
        var (library, ada) = await Start();
        await using var _ = library;
        await AddRule(ada, new() { ["name"] = "Hers", ["words"] = "x", ["tags"] = "t" });
        using var bob = await library.SignUp("bobby");
        await AddRule(bob, new() { ["name"] = "His", ["words"] = "x", ["tags"] = "t" });
        var id = Rules(library)[0].Id;
        Assert.Equal(HttpStatusCode.NotFound, (await bob.Get($"/en/rules/{id}")).Status);
        var list = await bob.Get("/en/rules");
        Assert.Single(list.FindAll("li[data-rule-id]"));
        foreach (
            var (ending, method) in new[]
            {
                ("", "DELETE"),
                ("", "PUT"),
                ("/active", "DELETE"),
                ("/higher", "PUT"),
                ("/applied", "POST"),
            }
        )
        {
            list.Find("form#actions").SetAttribute("action", $"/en/rules/{id}{ending}");
            var answer = await bob.Submit(
                list,
                "form#actions",
                new Dictionary<string, string?>
                {
                    ["_method"] = method,
                    ["Form.Words"] = "y",
                    ["Form.Tags"] = "y",
                }
            );
            Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        }
        Assert.Equal(("Hers", true), (Rules(library)[0].Name, Rules(library)[0].IsActive));
    }
}
