using App.Blueprints.Links;
using App.Blueprints.Links.Changes;

namespace App.Tests.Blueprints.Links.Changes;

/// <summary>
/// Base class for tests of duplicate links: a test library, and methods that find duplicates, merge them and undo a
/// merge.
/// </summary>
public abstract class DuplicateLinks : IDisposable
{
    private protected readonly LinkStoreFixture desk = new();

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        desk.Dispose();
    }

    private protected LinkDuplicateStore Duplicates => desk.Get<LinkDuplicateStore>();

    private protected LinkDismissalStore Dismissals => desk.Get<LinkDismissalStore>();

    private protected LinkMergeStore Merges => desk.Get<LinkMergeStore>();

    private protected Link Link(long id) => desk.Get<LinkBatchStore>().Read(desk.Ada, [id]).Single();

    private protected long[][] Groups() =>
        [
            .. Duplicates
                .Page(desk.Ada, 1, 50)
                .Items.Select(group => group.Links.Select(link => link.Id).Order().ToArray()),
        ];

    private protected LinkChange? Merge(long kept, params long[] ids)
    {
        LinkChange? change = null;
        desk.Connection.Transact(() =>
            change = desk.Get<LinkMerger>().Merge(desk.Ada, kept, ids, LinkStoreFixture.Now));
        return change;
    }

    private protected LinkChange Undo(LinkChange change)
    {
        var id = desk.Changes.BeginUndo(change, LinkStoreFixture.Now)!.Value;
        desk.Get<PendingLinkStore>().AddChanged(id, change.Id);
        return Run(id);
    }

    private protected LinkChange Run(long id)
    {
        while (desk.Get<ChangeRunner>().Step(desk.Changes.Find(desk.Ada, id)!, LinkStoreFixture.Now) > 0) { }
        return desk.Changes.Find(desk.Ada, id)!;
    }
}
