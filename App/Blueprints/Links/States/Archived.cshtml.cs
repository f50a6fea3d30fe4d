using App.Patterns.Flashing;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Links.States;

public sealed class ArchivedModel(LinkStore links, TimeProvider clock, IFlashes flashes, IStringLocalizer texts)
    : LinkStateModel(links)
{
    readonly LinkStore links = links;

    protected override bool Write(long accountId, long id, bool value) =>
        links.SetArchived(accountId, id, value, clock.GetUtcNow());

    protected override void Tell(Link link, bool value) =>
        flashes.Add(
            value ? texts["links.archived"] : texts["links.unarchived"],
            action: new FlashAction(
                texts["links.undo"],
                Url.Page("/Links/States/Archived", new { id = link.Id })!,
                value ? "DELETE" : "PUT"
            )
        );
}
