using System.Net.Http.Headers;
using AngleSharp.Html.Dom;

namespace App.Tests.Testing;

/// <summary>A cookie from a Set-Cookie header.</summary>
public sealed record SetCookie(
    string Name, string Value, string Path, bool IsSecure, bool HasDomain, bool IsPersistent);

/// <summary>
/// A test client that sends requests over http but, like a proxy, tells the site that the browser uses https. Sends
/// Secure cookies, which <see cref="Visitor"/> does not send over http.
/// </summary>
public sealed class SecureBrowser(Uri address, bool isSecure = true) : IDisposable
{
    readonly Visitor visitor = NewVisitor(address);

    public bool IsSecure { get; set; } = isSecure;

    /// <summary>The stored cookies by name.</summary>
    public Dictionary<string, (string Value, string Path)> Jar { get; } = [];

    /// <summary>The cookies from the Set-Cookie headers of all responses, in the order received.</summary>
    public List<SetCookie> Received { get; } = [];

    public Task<Answer> Get(string url) => Send(new HttpRequestMessage(HttpMethod.Get, url));

    /// <summary>Gets a page and submits one of its forms.</summary>
    public async Task<Answer> Submit(string url, string selector, Dictionary<string, string?> values)
    {
        var page = await Get(url);
        var form = (IHtmlFormElement)page.Find(selector);
        var action = form.GetAttribute("action") is { Length: > 0 } given ? given : url;
        var content = new FormUrlEncodedContent(FormFields.Of(form, values));
        return await Send(new HttpRequestMessage(HttpMethod.Post, action) { Content = content });
    }

    public async Task SignUp(string root)
    {
        var answer = await Submit($"{root}/en/account/sign-up", "form#sign-up", new()
        {
            ["username"] = "alicealice",
            ["password"] = TestLibrary.Password,
            ["confirm"] = TestLibrary.Password,
            ["accept"] = "true",
        });
        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
    }

    public void Dispose() => visitor.Dispose();

    async Task<Answer> Send(HttpRequestMessage request)
    {
        using (request)
        {
            if (IsSecure) request.Headers.Add("X-Forwarded-Proto", "https");
            var path = request.RequestUri!.OriginalString.Split('?')[0];
            var cookies = Jar.Where(cookie => path.StartsWith(cookie.Value.Path, StringComparison.Ordinal))
                .Select(cookie => $"{cookie.Key}={cookie.Value.Value}");
            if (string.Join("; ", cookies) is { Length: > 0 } line) request.Headers.Add("Cookie", line);
            using var response = await visitor.Http.SendAsync(request);
            Keep(response.Headers);
            return await Answer.Of(response);
        }
    }

    void Keep(HttpResponseHeaders headers)
    {
        foreach (var line in headers.TryGetValues("Set-Cookie", out var lines) ? lines : [])
        {
            var parts = line.Split("; ");
            var (name, value) = (parts[0][..parts[0].IndexOf('=')], parts[0][(parts[0].IndexOf('=') + 1)..]);
            var path = parts.Single(
                part => part.StartsWith("path=", StringComparison.OrdinalIgnoreCase))["path=".Length..];
            Received.Add(new(name, value, path, Has("secure"), Has("domain="), Has("max-age=") || Has("expires=")));
            if (value.Length == 0) Jar.Remove(name);
            else Jar[name] = (value, path);

            bool Has(string word) => parts.Any(part => part.StartsWith(word, StringComparison.OrdinalIgnoreCase));
        }
    }

    static Visitor NewVisitor(Uri address) => new(address, "en", keepsCookies: false);
}
