using System.Globalization;
using App.Blueprints.Links.Rediscovery;
using App.Blueprints.Search;
using App.Blueprints.Shared;
using App.Patterns.SqlMapping;
using App.Patterns.UrlProcessors;
using Microsoft.AspNetCore.Html;

namespace App.Blueprints.Links.Lists;

/// <summary>A page of links and the data that the list around it needs.</summary>
public sealed record LinkListing
{
    // Maximum length, in characters, of a query string that is repeated in the URLs of the rows. With a longer query,
    // the tags and sites in the rows link to lists without the current filters.
    const int MaxRepeated = 500;

    public required PageOf<LinkRow> Page { get; init; }

    public required LinkQuery Query { get; init; }

    /// <summary>The URL of the list, with the language prefix and without a query.</summary>
    public required string Address { get; init; }

    public LinkCounts Counts { get; init; } = new();

    /// <summary>Whether the reader owns the links and may change them.</summary>
    public bool IsOwner { get; init; }

    /// <summary>Whether to show the notice about the sample links, which also explains how to remove them.</summary>
    public bool HasSample { get; init; }

    /// <summary>The owner's saved searches.</summary>
    public IReadOnlyList<SavedSearch> Saved { get; init; } = [];

    /// <summary>Whether the list has a search text or filters that are not saved as a saved search yet.</summary>
    public bool CanBeSaved => (!Query.IsUnfiltered || Query.State is not null) && !Saved.Any(IsAt);

    public string AddressOf(SavedSearch saved) => AddressOf(LinkQuery.Of(saved.Values));

    public bool IsAt(SavedSearch saved) => LinkQuery.Of(saved.Values).Matches(Query);

    /// <summary>The canonical URL of the list, independent of how the requested URL was written.</summary>
    public string Canonical => AddressOf(Query, Page.Number);

    public string AddressOf(LinkQuery query, long page = 1) => Address + query.ToQueryString(page);

    /// <summary>
    /// The filters shown above the list, each with the URL of the list without it. The search text is left out, because
    /// the search box shows it.
    /// </summary>
    public IEnumerable<(Refinement Step, string Without)> Steps =>
        Query.Trail.Where(step => step.Name != Refinement.Text).Select(step => (step, AddressOf(Query.Without(step))));

    public IEnumerable<LinkItem> Items(HttpContext context)
    {
        var highlighter = new Highlighter(Query.Search);
        var marks = highlighter.IsEmpty ? null : highlighter;
        var root = context.PageRoot();
        var sprite = $"{context.Request.PathBase}/icons/sprite.svg";
        // The tags and sites of each row are links that repeat the query, up to a dozen times. A long query would make
        // the page too large, so it is left out.
        var further = new RefinementUrls(Address, Query.ToQueryString().Length <= MaxRepeated ? Query : new());
        return Page.Items.Select(link => new LinkItem(link, root, sprite, IsOwner)
        {
            Further = further,
            Marks = marks,
        });
    }

    /// <summary>
    /// Splits a translated text such as "1,234 links" into the part before the total number of links, the number, and
    /// the part after it. If the text spells the number as a word, <c>Number</c> is the whole text.
    /// </summary>
    public (string Before, string Number, string After) TotalIn(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var number = Page.Total.ToString("N0", CultureInfo.CurrentCulture);
        var at = text.IndexOf(number, StringComparison.Ordinal);
        return at < 0 ? ("", text, "") : (text[..at], number, text[(at + number.Length)..]);
    }
}

/// <summary>
/// A link in a list, and what its row needs to build URLs. All rows of a list share the same strings.
/// </summary>
/// <param name="Root">The path prefix of all pages in the reader's language.</param>
/// <param name="Sprite">The URL of the file that contains the icons.</param>
public sealed record LinkItem(LinkRow Link, string Root, string Sprite, bool IsOwner)
{
    /// <summary>Builds the URLs of the row's tags and sites; null when the row shows them as plain text.</summary>
    public RefinementUrls? Further { get; init; } = new($"{Root}/links", new LinkQuery());

    public Highlighter? Marks { get; init; }

    public string Heading { get; init; } = "h2";

    // Maximum number of code points of a title in a list. The link's own page shows the whole title.
    const int ShownTitle = 500;

    /// <summary>
    /// Whether the row has a checkbox, which selects the link for the bulk actions in the form <c>#bulk</c>.
    /// </summary>
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

    /// <summary>The description, or a snippet around the first hit; null when there is nothing to show.</summary>
    public IHtmlContent? Description =>
        Marks?.Snippet(Link.Description, SearchFields.Description)
        ?? (
            Link.Description.Length > 0
                ? Plain(Link.Description.Length > 400 ? Link.Description[..399] + "…" : Link.Description)
                : null
        );

    /// <summary>A snippet of the note around the first hit; null without a hit.</summary>
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
