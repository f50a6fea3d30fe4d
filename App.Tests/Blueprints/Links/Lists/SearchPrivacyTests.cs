using App.Blueprints.Links.Lists;

namespace App.Tests.Blueprints.Links.Lists;

public sealed class SearchPrivacyTests : SampleLinks
{
    [Fact]
    public void Private_states_and_notes_match_nothing_for_a_visitor()
    {
        desk.Add("https://shared.example/", "Shared", note: "hidden", isPublic: true, isUnread: true, minutes: 9);
        string Public(string text) =>
            string.Join(
                '|',
                desk.Search.FindPublic(desk.Ada, new LinkQuery { Text = text, Sort = LinkSort.Title }, 1)
                    .Items.Select(link => link.Title)
            );
        foreach (
            var text in new[]
            {
                "is:unread",
                "is:read",
                "is:starred",
                "is:archived",
                "is:private",
                "note:hidden",
                "in:note hidden",
                "hidden",
                "!unread shared",
                "-is:public",
                "site:cook.example",
                "not not note:hidden",
            }
        )
            Assert.Equal("", Public(text));
        foreach (
            var text in new[]
            {
                "-is:unread",
                "-is:read",
                "-is:starred",
                "-is:archived",
                "-is:private",
                "-note:hidden",
                "is:public",
                "-hidden",
                "ore or shared",
                "(is:archived or shared) or ore",
                "before:2100",
            }
        )
            Assert.Equal("Iron ore|Shared", Public(text));
        Assert.Equal("Iron ore", Public("#geology"));
        Assert.Equal("Shared", Public("is:untagged"));
    }
}
