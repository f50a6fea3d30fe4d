using App.Blueprints.Links;
using App.Blueprints.Links.Rules;
using App.Patterns.Forms;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Tidying.Rules;

/// <summary>The form fields of a rule.</summary>
public sealed class RuleForm
{
    [TextLength(0, LinkRule.MaxName)]
    public string Name { get; set => field = value ?? ""; } = "";

    [TextLength(0, LinkRule.MaxPart)]
    public string Host { get; set => field = value ?? ""; } = "";

    [TextLength(0, LinkRule.MaxPart)]
    public string Path { get; set => field = value ?? ""; } = "";

    [TextLength(0, LinkRule.MaxPart)]
    public string Words { get; set => field = value ?? ""; } = "";

    [TagList]
    public string Tags { get; set => field = value ?? ""; } = "";

    public bool Archive { get; set; }

    public bool Unread { get; set; }

    /// <summary>The version of the rule that the form was loaded from; 0 for a new rule.</summary>
    public long Version { get; set; }

    public static RuleForm Of(LinkRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return new()
        {
            Name = rule.Name,
            Host = rule.Host,
            Path = rule.Path,
            Words = rule.Words,
            Tags = string.Join(", ", rule.Tags),
            Archive = rule.Archives,
            Unread = rule.MarksUnread,
            Version = rule.Version,
        };
    }

    /// <summary>Validates fields together: a rule needs at least one valid condition and an effect.</summary>
    public void Validate(ModelStateDictionary state, IStringLocalizer texts)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(texts);
        if (PlainText.Line(Host).Length > 0 && HostOf(Host) is null)
            state.AddModelError("Form.Host", texts["tidying.rules.host.invalid"]);
        if (PlainText.Line(Words).Length > 0 && !LinkRules.HaveWords(Words))
            state.AddModelError("Form.Words", texts["tidying.rules.words.invalid"]);
        if (PlainText.Line(Host).Length + PlainText.Line(Path).Length + PlainText.Line(Words).Length == 0)
            state.AddModelError("Form.Host", texts["tidying.rules.no_condition"]);
        if (TagNames.Parse(Tags).Count == 0 && !Archive && !Unread)
            state.AddModelError("Form.Tags", texts["tidying.rules.no_effect"]);
    }

    /// <summary>Converts a valid form to a rule.</summary>
    public LinkRule ToRule(long id = 0)
    {
        var (host, path, words) = (HostOf(Host) ?? "", PlainText.Line(Path), PlainText.Line(Words));
        var name = PlainText.Line(Name);
        return new()
        {
            Id = id,
            Name =
                name.Length > 0
                    ? name
                    : Shortened(string.Join(" ", ((string[])[host + path, words]).Where(part => part.Length > 0))),
            Host = host,
            Path = path,
            Words = words,
            TagList = string.Join(',', TagNames.Parse(Tags)),
            Archives = Archive,
            MarksUnread = Unread,
            IsActive = true,
            Position = 0,
            Version = Version,
        };
    }

    // Extracts the host, because users may paste a whole URL or type *.example.com.
    static string? HostOf(string typed)
    {
        var host = PlainText.Line(typed);
        return LinkUrl.Parse(host.StartsWith("*.", StringComparison.Ordinal) ? host[2..] : host)?.Site;
    }

    static string Shortened(string name) =>
        name.Length <= LinkRule.MaxName ? name : PlainText.Line(name[..LinkRule.MaxName]);
}
