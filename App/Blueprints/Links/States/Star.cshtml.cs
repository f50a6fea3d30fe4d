
namespace App.Blueprints.Links.States;

public sealed class StarModel(LinkStore links) : LinkStateModel(links)
{
    readonly LinkStore links = links;

    protected override bool Write(long accountId, long id, bool value) => links.SetStarred(accountId, id, value);
}
