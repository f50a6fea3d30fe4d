using App.Blueprints.Links.Rules;

namespace App.Tests.Blueprints.Links.Rules;

/// <summary>Creates rules that add tags to links, archive them or mark them as unread.</summary>
static class SampleRule
{
    public static LinkRule Rule(
        string host = "",
        string path = "",
        string words = "",
        string tags = "",
        bool archives = false,
        bool marksUnread = false
    ) =>
        new()
        {
            Id = 0,
            Name = "Rule",
            Host = host,
            Path = path,
            Words = words,
            TagList = tags,
            Archives = archives,
            MarksUnread = marksUnread,
            IsActive = true,
            Position = 0,
            Version = 0,
        };
}
