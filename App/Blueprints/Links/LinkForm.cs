using App.Blueprints.Links.Urls;
using App.Blueprints.Shared;
using App.Patterns.Forms;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Links;

/// <summary>The fields of the link form.</summary>
public sealed class LinkForm
{
    [DataRequired(Message = "links.url.missing"), LinkUrl]
    public string Url { get; set => field = value ?? ""; } = "";

    [TextLength(0, LinkLimits.Title, EmitsMaxLength = false)]
    public string Title { get; set => field = value ?? ""; } = "";

    [TextLength(0, LinkLimits.Description, EmitsMaxLength = false)]
    public string Description { get; set => field = value ?? ""; } = "";

    [TextLength(0, LinkLimits.Note, EmitsMaxLength = false)]
    public string Note { get; set => field = value ?? ""; } = "";

    [TagList]
    public string Tags { get; set => field = value ?? ""; } = "";

    /// <summary>The canonical URL that the page declares, sent by a bookmarklet. An invalid URL is ignored.</summary>
    public string Canonical { get; set => field = value ?? ""; } = "";

    public bool Public { get; set; }

    public bool Unread { get; set; }

    /// <summary>The version of the link that was loaded into the form; 0 for a new link.</summary>
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

    /// <summary>
    /// Removes validation errors from fields that are unchanged. So a link that was saved before
    /// <see cref="LinkLimits"/> existed can be saved again.
    /// </summary>
    public void AllowUnchanged(Link stored, ModelStateDictionary state)
    {
        ArgumentNullException.ThrowIfNull(stored);
        ArgumentNullException.ThrowIfNull(state);
        Allow(nameof(Url), PlainText.Unbroken(Url) == stored.Url);
        foreach (var text in LinkSchema.Texts)
            if (text.IsEdited) Allow(text.Name, text.Clean(text.Of(Typed)) == text.Of(stored));
        Allow(
            nameof(Tags),
            TagNames.Parse(Tags).Select(TagNames.KeyOf).ToHashSet().SetEquals(stored.Tags.Select(TagNames.KeyOf))
        );

        void Allow(string field, bool isUnchanged)
        {
            if (isUnchanged && state.EntryOf($"Form.{field}") is { } entry)
            {
                entry.Errors.Clear();
                entry.ValidationState = ModelValidationState.Valid;
            }
        }
    }

    /// <summary>The fields as they were typed, neither validated nor cleaned.</summary>
    public LinkFields Typed => new()
    {
        Title = Title,
        Description = Description,
        Note = Note,
        IsPublic = Public,
        IsUnread = Unread,
    };

    /// <summary>Converts a validated form to the content to store.</summary>
    public LinkContent ToContent()
    {
        var content = new LinkContent(Typed)
        {
            Url = LinkUrl.Parse(Url)
                ?? LinkUrl.ParseStored(Url)
                ?? throw new InvalidOperationException("The form has not been validated."),
            Canonical = LinkUrl.Parse(Canonical),
            Tags = TagNames.Parse(Tags),
        }.WithCleanTexts();
        return content.Title.Length > 0
            ? content
            : content with { Title = CodePoints.Cut(UrlFinder.Find(Url)?.Title ?? "", LinkLimits.Title) };
    }
}

/// <summary>Validates the URL of a link.</summary>
public sealed class LinkUrlAttribute : FieldRuleAttribute
{
    public override IEnumerable<KeyValuePair<string, string>> Attributes => [new("inputmode", "url")];

    public override string? Check(object? value, object? form, IStringLocalizer texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return LinkUrl.TryParse(value as string, out _) switch
        {
            LinkUrlProblem.None or LinkUrlProblem.Missing => null,
            LinkUrlProblem.TooLong => texts["forms.too_long", LinkLimits.Url].Value,
            LinkUrlProblem.Scheme => texts["links.url.scheme"].Value,
            _ => texts["links.url.invalid"].Value,
        };
    }
}

/// <summary>Validates tag names separated by commas.</summary>
public sealed class TagListAttribute : FieldRuleAttribute
{
    public override string? Check(object? value, object? form, IStringLocalizer texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return LinkLimits.Allow(TagNames.Parse(value as string))
            ? null
            : texts["links.tags.limits", LinkLimits.Tags, LinkLimits.Tag].Value;
    }
}
