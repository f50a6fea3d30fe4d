using App.Patterns.Forms;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Links;

/// <summary>What a person fills in about a link.</summary>
public sealed class LinkForm
{
    [DataRequired(Message = "links.url.missing"), LinkAddress]
    public string Url { get; set => field = value ?? ""; } = "";

    [TextLength(0, LinkContent.MaxTitle)]
    public string Title { get; set => field = value ?? ""; } = "";

    [TextLength(0, LinkContent.MaxDescription)]
    public string Description { get; set => field = value ?? ""; } = "";

    [TextLength(0, LinkContent.MaxNote)]
    public string Note { get; set => field = value ?? ""; } = "";

    [TagList]
    public string Tags { get; set => field = value ?? ""; } = "";

    /// <summary>What the page says its address is; a bookmarklet may know it. What is no address is left out.</summary>
    public string Canonical { get; set => field = value ?? ""; } = "";

    public bool Public { get; set; }

    public bool Unread { get; set; }

    /// <summary>The version of the link that this was edited from; 0 for a new one.</summary>
    public long Version { get; set; }

    public static LinkForm Of(Link link)
    {
        ArgumentNullException.ThrowIfNull(link);
        return new()
        {
            Url = link.Url,
            Title = link.Title,
            Description = link.Description,
            Note = link.Note,
            Tags = string.Join(", ", link.Tags),
            Public = link.IsPublic,
            Unread = link.IsUnread,
            Version = link.Version,
        };
    }

    /// <summary>Of a form that is valid.</summary>
    public LinkContent ToContent() => new()
    {
        Url = LinkUrl.Parse(Url) ?? throw new InvalidOperationException("The form has not been validated."),
        Canonical = LinkUrl.Parse(Canonical),
        Title = PlainText.Line(Title),
        Description = PlainText.Lines(Description),
        Note = PlainText.Lines(Note),
        Tags = TagNames.Parse(Tags),
        IsPublic = Public,
        IsUnread = Unread,
    };
}

/// <summary>An address that a link can have.</summary>
public sealed class LinkAddressAttribute : FieldRuleAttribute
{
    public override IEnumerable<KeyValuePair<string, string>> Attributes => [new("inputmode", "url")];

    public override string? Check(object? value, object? form, IStringLocalizer texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return LinkUrl.TryParse(value as string, out _) switch
        {
            LinkUrlProblem.None or LinkUrlProblem.Missing => null,
            LinkUrlProblem.TooLong => texts["forms.too_long", LinkUrl.MaxLength].Value,
            LinkUrlProblem.Scheme => texts["links.url.scheme"].Value,
            _ => texts["links.url.invalid"].Value,
        };
    }
}

/// <summary>Names of tags with commas between.</summary>
public sealed class TagListAttribute : FieldRuleAttribute
{
    public override string? Check(object? value, object? form, IStringLocalizer texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return TagNames.AreWithinLimits(TagNames.Parse(value as string)) ? null : texts["links.tags.limits", TagNames.MaxCount, TagNames.MaxLength].Value;
    }
}
