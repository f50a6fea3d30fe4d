using App.Blueprints.Accounts;

namespace App.Blueprints.Links;

/// <summary>The public links of an account go with it, from what is kept as well.</summary>
sealed class PublicLinkRemoval(PublicLinks links) : IAccountRemoval
{
    public void Remove(long accountId) => links.Changed(accountId);
}
