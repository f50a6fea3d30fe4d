using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Handbook;

/// <summary>
/// What a site must answer: <c>GET /path -> 200 part of the answer</c>. Behind the path may stand a form (<c>a=1&amp;b=2</c>) or a header
/// (<c>HX-Request: true</c>); without a text only the status counts.
/// </summary>
sealed partial record SiteCheck(HttpMethod Method, string Address, string Form, string Header, string Value, HttpStatusCode Status, string Text)
{
    static readonly TimeSpan patience = TimeSpan.FromSeconds(20);

    public static SiteCheck Parse(string line)
    {
        var match = Line().Match(line);
        Assert.True(match.Success, $"This is no check: {line}");
        return new(
            new(match.Groups["method"].Value), match.Groups["address"].Value, match.Groups["form"].Value, match.Groups["header"].Value, match.Groups["value"].Value,
            (HttpStatusCode)int.Parse(match.Groups["status"].ValueSpan, CultureInfo.InvariantCulture), match.Groups["text"].Value);
    }

    public bool Holds(Answer answer) => answer.Status == Status && answer.Text.Contains(Text, StringComparison.Ordinal);

    /// <summary>Asks, and where nothing is changed by it, asks again until it holds: work in the background takes its time.</summary>
    public async Task<Answer> Ask(Visitor visitor)
    {
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(50))
        {
            using var request = new HttpRequestMessage(Method, Address);
            if (Form.Length > 0) request.Content = new StringContent(Form, new System.Net.Http.Headers.MediaTypeHeaderValue("application/x-www-form-urlencoded"));
            if (Header.Length > 0) request.Headers.Add(Header, Value);
            var answer = await visitor.Send(request);
            if (Holds(answer) || Method != HttpMethod.Get || waited.Elapsed > patience) return answer;
        }
    }

    [GeneratedRegex(@"^(?<method>[A-Z]+) (?<address>/\S*)(?: (?<form>[^\s:]+=\S*))?(?: (?<header>[\w-]+): (?<value>.+?))? -> (?<status>\d{3})(?: (?<text>.+))?$")]
    private static partial Regex Line();
}
