namespace App.Tests.Blueprints.Links.Lists;

/// <summary>Base class for tests of searches: adds a few links to a new database.</summary>
public abstract class SampleLinks : IDisposable
{
    private protected readonly LinkStoreFixture desk = new();

    protected SampleLinks()
    {
        desk.Add(
            "https://www.cook.example/pans?size=2#care",
            "Cast iron pans",
            description: "How to season",
            note: "gift for rust",
            tags: "kitchen, cast iron"
        );
        desk.Add(
            "https://blog.cook.example/steel",
            "Steel pans",
            description: "Rust never sleeps",
            isUnread: true,
            minutes: 1
        );
        desk.Add("http://metal.example/ore", "Iron ore", tags: "geology", isPublic: true, minutes: 2);
        desk.Add("https://mycook.example/", "Rock and Roll cooking", tags: "music", minutes: 3);
        desk.Links.SetStarred(
            desk.Ada,
            desk.Add("https://music.example/roll", "Roll on, rock", note: "and so on", minutes: 4),
            true
        );
        desk.Links.SetArchived(
            desk.Ada, desk.Add("https://old.example/", "Old iron", minutes: 5), true, LinkStoreFixture.Now);
    }

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        desk.Dispose();
    }
}
