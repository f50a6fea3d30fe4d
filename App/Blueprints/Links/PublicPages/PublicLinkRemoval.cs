using App.Blueprints.Accounts;

namespace App.Blueprints.Links.PublicPages;

/// <summary>Deletes the links and tags of a deleted account, and evicts its public links from the cache.</summary>
sealed class PublicLinkRemoval(LinkRemovalStore store, PublicLinkCache links) : IAccountRemoval
{
    public int RemoveBatch(long accountId, int limit) =>
        store.RemoveLinks(accountId, limit) is var removed and > 0 ? removed : store.RemoveTags(accountId, limit);

    public void Remove(long accountId) => links.Changed(accountId);
}
