
namespace App.Blueprints.Links.States;

public sealed class PublicModel(LinkStore links, TimeProvider clock) : LinkStateModel(links)
{
    readonly LinkStore links = links;

    protected override bool Write(long accountId, long id, bool value) =>
        links.SetPublic(accountId, id, value, clock.GetUtcNow());
}
