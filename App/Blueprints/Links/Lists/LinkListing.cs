using System.Globalization;
using App.Blueprints.Links.Rediscovery;
using App.Blueprints.Search;
using App.Patterns.Forms;
using App.Patterns.SqlMapping;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Html;

namespace App.Blueprints.Links.Lists;

/// <summary>A page of links and what the list around it needs.</summary>
public sealed record LinkListing
{
    // Characters of a query. The tags and sites of the rows of a longer one lead to all links of that tag or site.
    const int MaxRepeated = 500;

    public required PageOf<LinkRow> Page { get; init; }

    public required LinkQuery Query { get; init; }

    /// <summary>The address of the list, with the language and without a query.</summary>
    public required string Address { get; init; }

    public LinkCounts Counts { get; init; } = new();

    /// <summary>Whether the reader is the owner, who may change what is listed.</summary>
    public bool IsOwner { get; init; }

    /// <summary>Whether to say that the sample library is in it, and how it goes away.</summary>
    public bool HasSample { get; init; }

    /// <summary>The searches that the owner kept.</summary>
    public IReadOnlyList<SavedSearch> Saved { get; init; } = [];

    /// <summary>Whether the list is a search that is worth a name and has none yet.</summary>
    public bool CanBeSaved => (!Query.IsWhole || Query.State is not null) && !Saved.Any(IsAt);

    public string AddressOf(SavedSearch saved) => AddressOf(LinkQuery.Of(saved.Values));

    public bool IsAt(SavedSearch saved) => LinkQuery.Of(saved.Values).Matches(Query);

    /// <summary>The one address of what is listed, whatever was written into the address that was asked for.</summary>
    public string Canonical => AddressOf(Query, Page.Number);

    public string AddressOf(LinkQuery query, long page = 1) => Address + query.ToAddress(page);

    /// <summary>
    /// The steps of the trail that stand above the list, each with the list without it. The text stands in its own box.
    /// </summary>
    public IEnumerable<(Refinement Step, string Without)> Steps =>
        Query.Trail.Where(step => step.Name != Refinement.Text).Select(step => (step, AddressOf(Query.Without(step))));

    public IEnumerable<LinkItem> Items(HttpContext context)
    {
        var highlighter = new Highlighter(Query.Search);
        var marks = highlighter.IsEmpty ? null : highlighter;
        var root = context.PageRoot();
        var sprite = $"{context.Request.PathBase}/icons/sprite.svg";
        // Every row repeats it, up to a dozen times.
        var further = new RefinementUrls(Address, Query.ToAddress().Length <= MaxRepeated ? Query : new());
        return Page.Items.Select(link => new LinkItem(link, root, sprite, IsOwner)
        {
            Further = further,
            Marks = marks,
        });
    }

    /// <summary>
    /// A text that says how many there are, cut around the number; all of it where the language says it in words.
    /// </summary>
    public (string Before, string Number, string After) TotalIn(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var number = Page.Total.ToString("N0", CultureInfo.CurrentCulture);
        var at = text.IndexOf(number, StringComparison.Ordinal);
        return at < 0 ? ("", text, "") : (text[..at], number, text[(at + number.Length)..]);
    }
}

/// <summary>One link in a list, with the addresses it needs, written once for all rows.</summary>
public sealed record LinkItem(LinkRow Link, string Root, string Sprite, bool IsOwner)
{
    /// <summary>Where tags and sites of the row lead to; null when they lead nowhere.</summary>
    public RefinementUrls? Further { get; init; } = new($"{Root}/links", new LinkQuery());

    public Highlighter? Marks { get; init; }

    public string Heading { get; init; } = "h2";

    // The page of the link shows all of a longer one.
    const int ShownTitle = 500;

    /// <summary>Whether the row has a checkbox. It belongs to the form <c>#bulk</c> of the page.</summary>
    public bool IsSelectable { get; init; } = IsOwner;

    public string Address => $"{Root}/links/{Link.Id}";

    public IHtmlContent Title
    {
        get
        {
            var title = LinkTitle.Of(Link.Title, Link.Url);
            var shown = CodePoints.Cut(title, ShownTitle);
            if (shown.Length < title.Length)
                shown += "…";
            return Marks?.Mark(shown, LinkTitle.IsVisible(Link.Title) ? SearchFields.Title : SearchFields.Url)
                ?? Plain(shown);
        }
    }

    /// <summary>The description, around the first hit where there is one; null when there is nothing to show.</summary>
    public IHtmlContent? Description =>
        Marks?.Snippet(Link.Description, SearchFields.Description)
        ?? (
            Link.Description.Length > 0
                ? Plain(Link.Description.Length > 400 ? Link.Description[..399] + "…" : Link.Description)
                : null
        );

    /// <summary>Where the note was hit.</summary>
    public IHtmlContent? NoteHit => Marks?.Snippet(Link.Note, SearchFields.Note);

    static HtmlContentBuilder Plain(string text)
    {
        var content = new HtmlContentBuilder();
        content.Append(text);
        return content;
    }

    public static LinkItem Of(Link link, HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(link);
        ArgumentNullException.ThrowIfNull(context);
        var row = new LinkRow
        {
            Id = link.Id,
            Url = link.Url,
            Site = link.Site,
            Title = link.Title,
            Description = link.Description,
            IsPublic = link.IsPublic,
            IsUnread = link.IsUnread,
            IsStarred = link.IsStarred,
            IsArchived = link.IsArchived,
            CreatedAt = link.CreatedAt,
            TagList = link.TagList,
        };
        var root = context.PageRoot();
        return new(row, root, $"{context.Request.PathBase}/icons/sprite.svg", IsOwner: true)
        {
            Further = RefinementUrls.Around(context, $"{root}/links"),
            IsSelectable = !OnThisDayModel.IsShownIn(context),
        };
    }
}
