using App.Blueprints.Accounts;
using App.Patterns.Flashing;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Links;

/// <summary>A state of a link that can be set (PUT) and taken back (DELETE), as a resource of its own.</summary>
[Authorize]
public abstract class LinkStateModel(LinkStore links) : PageModel
{
    public IActionResult OnPut(long id) => Set(id, true);

    public IActionResult OnDelete(long id) => Set(id, false);

    protected abstract bool Write(long accountId, long id, bool value);

    protected virtual void Tell(Link link, bool value) { }

    IActionResult Set(long id, bool value)
    {
        if (!Write(User.AccountId(), id, value) || links.Find(User.AccountId(), id) is not { } link) return NotFound();
        Tell(link, value);
        return this.Changed(link);
    }
}

public sealed class StarModel(LinkStore links) : LinkStateModel(links)
{
    readonly LinkStore links = links;

    protected override bool Write(long accountId, long id, bool value) => links.SetStarred(accountId, id, value);
}

public sealed class UnreadModel(LinkStore links) : LinkStateModel(links)
{
    readonly LinkStore links = links;

    protected override bool Write(long accountId, long id, bool value) => links.SetUnread(accountId, id, value);
}

public sealed class PublicModel(LinkStore links, TimeProvider clock) : LinkStateModel(links)
{
    readonly LinkStore links = links;

    protected override bool Write(long accountId, long id, bool value) => links.SetPublic(accountId, id, value, clock.GetUtcNow());
}

public sealed class ArchivedModel(LinkStore links, TimeProvider clock, IFlashes flashes, IStringLocalizer texts) : LinkStateModel(links)
{
    readonly LinkStore links = links;

    protected override bool Write(long accountId, long id, bool value) => links.SetArchived(accountId, id, value, clock.GetUtcNow());

    protected override void Tell(Link link, bool value) => flashes.Add(
        value ? texts["links.archived"] : texts["links.unarchived"],
        action: new FlashAction(texts["links.undo"], Url.Page("/Links/Archived", new { id = link.Id })!, value ? "DELETE" : "PUT"));
}

/// <summary>Deleting this state restores the link from the trash.</summary>
[Authorize]
public sealed class TrashedModel(LinkStore links, LinkTrashStore trash, TimeProvider clock, IFlashes flashes, IStringLocalizer texts) : PageModel
{
    public IActionResult OnDelete(long id)
    {
        if (trash.Restore(User.AccountId(), id, clock.GetUtcNow()) is not { } lives || links.Find(User.AccountId(), lives) is not { } link)
            return NotFound();
        flashes.Add(lives == id ? texts["links.restored"] : texts["links.restored_into"]);
        return this.Changed(link);
    }
}
