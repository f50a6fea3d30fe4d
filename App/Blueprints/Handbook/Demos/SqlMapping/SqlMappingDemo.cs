using System.Collections.Immutable;
using System.Globalization;
using App.Patterns.Http;
using App.Patterns.SqlMapping;

namespace App.Blueprints.Handbook.Demos.SqlMapping;

/// <summary>A table of unique names. The visitor reads it page by page and adds names in one transaction.</summary>
public sealed class SqlMappingDemo(NameStore names, BrowserCookie browser, IHttpContextAccessor accessor)
    : Demonstration
{
    public const int LongestName = 50;

    public override string Slug => NameStore.Slug;

    public override string Partial => "_SqlMapping";

    public ImmutableArray<string> Samples { get; } =
    ["Ada", "Annie", "Barbara", "Betty", "Edith", "Frances", "Grace", "Hedy", "Jean", "Karen", "Margaret", "Radia"];

    /// <summary>Page numbers that the visitor can try. Some of them are invalid.</summary>
    public ImmutableArray<string> Tried { get; } = ["1", "2", "3", "4", "0", "-1", "abc", "999999999999"];

    /// <summary>The requested page; null when it does not exist, which becomes a 404.</summary>
    public PageOf<NameRow>? Page =>
        NumberOf(Requested("rows")) is { } number && PageAt(number) is { Exists: true } page ? page : null;

    /// <summary>The rejected names and the reason; null when nothing was rejected.</summary>
    public NameRefusal? Refusal
    {
        get =>
            field
            ?? (
                Enum.TryParse<NameProblem>(Requested("refused"), out var problem)
                    ? new(Shown(Requested("name")), Shown(Requested("second")), problem)
                    : null
            );
        private set;
    }

    /// <summary>
    /// Sets <see cref="Refusal"/>. Returns a query string from which the page after a redirect reads the same value.
    /// </summary>
    public QueryString Refuse(string? name, string? second, NameProblem problem)
    {
        Refusal = new(Shown(name), Shown(second), problem);
        return QueryString.Create(
            new Dictionary<string, string?>
            {
                ["name"] = Refusal.Name,
                ["second"] = Refusal.Second,
                ["refused"] = problem.ToString(),
            }
        );
    }

    PageOf<NameRow> PageAt(int number) =>
        browser.Key is { } visitor ? names.Page(visitor, number) : new([], number, 1, 0);

    static int? NumberOf(string? typed) =>
        string.IsNullOrWhiteSpace(typed) ? 1
        : int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number
        : null;

    static string Shown(string? typed) => string.Concat((typed ?? "").Take(LongestName * 2));

    string? Requested(string name) => accessor.HttpContext?.Request.Query[name];
}

/// <summary>Both rejected names as they were typed.</summary>
public sealed record NameRefusal(string Name, string Second, NameProblem Problem)
{
    public bool IsOfSecond => Problem is NameProblem.SecondMissing or NameProblem.SecondTooLong;

    public string Reason => Problem switch
    {
        NameProblem.Missing => "A name is missing.",
        NameProblem.TooLong => $"A name has at most {SqlMappingDemo.LongestName} characters.",
        NameProblem.Taken => "This name exists already.",
        NameProblem.SecondMissing => "The second name is missing.",
        NameProblem.SecondTooLong => $"A name has at most {SqlMappingDemo.LongestName} characters.",
        _ => "One of the two names exists already, so neither was added.",
    };
}

public enum NameProblem { Missing, TooLong, Taken, SecondMissing, SecondTooLong, OneTaken }
