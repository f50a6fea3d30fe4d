using App.Blueprints.Links.Imports;
using App.Blueprints.Search;

namespace App.Blueprints.Links.Rules;

/// <summary>The active rules of an account, parsed once so that many links are matched quickly.</summary>
public sealed class LinkRules
{
    readonly IReadOnlyList<Prepared> rules;

    public LinkRules(IEnumerable<LinkRule> rules) => this.rules = [.. rules.Select(rule => new Prepared(rule))];

    public bool IsEmpty => rules.Count == 0;

    /// <summary>Returns the rules that match the link, sorted by position.</summary>
    public IEnumerable<LinkRule> Acting(LinkContent content)
    {
        ArgumentNullException.ThrowIfNull(content);
        return Acting(content.Url.Address, content.Url.Site, content.Title, content.Description);
    }

    internal LinkImport Apply(LinkImport link) =>
        Apply([.. Acting(link.Url.Address, link.Url.Site, link.Title, link.Description)], link);

    /// <summary>Applies the matching rules to a new link.</summary>
    internal static LinkImport Apply(IReadOnlyList<LinkRule> matching, LinkImport link) =>
        matching.Count == 0
            ? link
            : link with
            {
                Tags = [.. TagNames.Distinct([.. link.Tags, .. matching.SelectMany(rule => rule.Tags)])
                    .Take(LinkLimits.Tags)],
                IsArchived = link.IsArchived || matching.Any(rule => rule.Archives),
                IsUnread = link.IsUnread || matching.Any(rule => rule.MarksUnread),
            };

    internal IEnumerable<LinkRule> Acting(string address, string site, string title, string description)
    {
        string? path = null;
        FoldedText? words = null;
        foreach (var rule in rules)
            if (rule.IsHost(site) && (rule.AnyPath || rule.IsPath(path ??= PathOf(address)))
                && (rule.AnyWords || rule.AreWords(words ??= new($"{title} {description} {address}"))))
                yield return rule.Rule;
    }

    /// <summary>Whether the text contains at least one word, not only punctuation.</summary>
    public static bool HaveWords(string typed) => WordsOf(typed).Count > 0;

    static IReadOnlyList<string> WordsOf(string typed) =>
        [.. WordTokenizer.Of(typed).Select(word => word.Folded).Distinct()];

    static string PathOf(string address)
    {
        var start = address.IndexOf("://", StringComparison.Ordinal) + 3;
        var slash = address.AsSpan(start).IndexOfAny("/?#");
        if (slash < 0) return "/";
        var path = address[(start + slash)..];
        var hash = path.IndexOf('#', StringComparison.Ordinal);
        if (hash >= 0) path = path[..hash];
        return Uri.UnescapeDataString(path.StartsWith('/') ? path : "/" + path);
    }

    sealed class FoldedText(string text)
    {
        readonly HashSet<string> words = [.. WordTokenizer.Of(text).Select(word => word.Folded)];
        string? whole;

        // Whether the text contains the word. Chinese and Japanese texts have no spaces between words, so such a word
        // is also found inside a longer sequence of characters.
        public bool Holds(string word) =>
            words.Contains(word)
            || (
                word.Any(letter => letter > '\u2e7f')
                && (whole ??= string.Join(' ', words)).Contains(word, StringComparison.Ordinal)
            );
    }

    sealed class Prepared(LinkRule rule)
    {
        readonly string ending = "." + rule.Host;
        readonly string[] path = Uri.UnescapeDataString(
                rule.Path.StartsWith('/') || rule.Path.StartsWith('*') ? rule.Path : "/" + rule.Path
            )
            .Split('*');
        readonly IReadOnlyList<string> words = WordsOf(rule.Words);

        public LinkRule Rule => rule;

        public bool AnyPath => rule.Path.Length == 0;

        public bool AnyWords => words.Count == 0;

        public bool IsHost(string site) =>
            rule.Host.Length == 0 || site == rule.Host || site.EndsWith(ending, StringComparison.Ordinal);

        public bool IsPath(string whole)
        {
            if (!whole.StartsWith(path[0], StringComparison.OrdinalIgnoreCase)) return false;
            var at = path[0].Length;
            foreach (var part in path.AsSpan(1))
            {
                var found = whole.IndexOf(part, at, StringComparison.OrdinalIgnoreCase);
                if (found < 0) return false;
                at = found + part.Length;
            }
            return true;
        }

        public bool AreWords(FoldedText text) => words.All(text.Holds);
    }
}
