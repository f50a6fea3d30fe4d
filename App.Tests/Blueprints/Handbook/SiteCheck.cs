using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Handbook;

/// <summary>
/// A request and its expected response: <c>GET /path -> 200 part of the response</c>. A form
/// (<c>a=1&amp;file=@b.png</c>) and a header (<c>HX-Request: true</c>) can follow the path. Without a text, only the
/// status is checked. A form is sent with the antiforgery token of the page at the path. A value that begins with
/// <c>@</c> is a file with that name.
/// </summary>
sealed partial record SiteCheck(
    HttpMethod Method,
    string Address,
    string Form,
    string Header,
    string Value,
    HttpStatusCode Status,
    string Text
)
{
    const string TokenField = "__RequestVerificationToken";

    static readonly TimeSpan patience = TimeSpan.FromSeconds(20);

    public static SiteCheck Parse(string line)
    {
        var match = Line().Match(line);
        Assert.True(match.Success, $"This is no check: {line}");
        return new(
            new(match.Groups["method"].Value),
            match.Groups["address"].Value,
            match.Groups["form"].Value,
            match.Groups["header"].Value,
            match.Groups["value"].Value,
            (HttpStatusCode)int.Parse(match.Groups["status"].ValueSpan, CultureInfo.InvariantCulture),
            match.Groups["text"].Value
        );
    }

    public bool Holds(Answer answer) => answer.Status == Status && answer.Text.Contains(Text, StringComparison.Ordinal);

    /// <summary>
    /// Sends the request. Repeats a GET until it returns the expected response, because background work takes time.
    /// </summary>
    public async Task<Answer> Ask(Visitor visitor)
    {
        var token = await Token(visitor);
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(50))
        {
            using var request = new HttpRequestMessage(Method, Address) { Content = Content(token) };
            if (Header.Length > 0) request.Headers.Add(Header, Value);
            var answer = await visitor.Send(request);
            if (Holds(answer) || Method != HttpMethod.Get || waited.Elapsed > patience) return answer;
        }
    }

    // Reads the token only when a form is sent, because loading the page may consume a flash message that a later check
    // expects.
    async Task<string> Token(Visitor visitor)
    {
        if (Form.Length == 0) return "";
        var page = await visitor.Get(Address);
        return page.Document.QuerySelector($"input[name={TokenField}]")?.GetAttribute("value") ?? "";
    }

    HttpContent? Content(string token)
    {
        if (Form.Length == 0) return null;
        if (!Form.Contains("=@", StringComparison.Ordinal))
            return new StringContent(
                token.Length == 0 ? Form : $"{Form}&{TokenField}={token}",
                new System.Net.Http.Headers.MediaTypeHeaderValue("application/x-www-form-urlencoded"));
        var content = new MultipartFormDataContent { { new StringContent(token), TokenField } };
        foreach (var field in Form.Split('&'))
        {
            var end = field.IndexOf('=', StringComparison.Ordinal);
            var (name, value) = (field[..end], field[(end + 1)..]);
            if (value.StartsWith('@')) content.Add(new ByteArrayContent(FileNamed(value)), name, value[1..]);
            else content.Add(new StringContent(value), name);
        }
        return content;
    }

    static byte[] FileNamed(string name) => name.EndsWith(".png", StringComparison.Ordinal)
        ? File.ReadAllBytes(Architecture.Source.Path("wwwroot/icons/icon-192.png"))
        : "<script>alert(1)</script>"u8.ToArray();

    [GeneratedRegex(
        @"^(?<method>[A-Z]+) (?<address>/\S*)(?: (?<form>[^\s:]+=\S*))?"
            + @"(?: (?<header>[\w-]+): (?<value>.+?))? -> (?<status>\d{3})(?: (?<text>.+))?$"
    )]
    private static partial Regex Line();
}
