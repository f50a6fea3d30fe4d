using System.Net.Sockets;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace App.Tests.Testing;

/// <summary>
/// A browser without JavaScript: gets pages, follows redirects, submits forms and stores cookies.
/// </summary>
public sealed class Visitor : IDisposable
{
    readonly SocketsHttpHandler handler = new()
    {
        AllowAutoRedirect = false,
        CookieContainer = new CookieContainer(),
        ConnectCallback = Connect,
    };

    public Visitor(Uri address, string language, bool keepsCookies = true)
    {
        handler.UseCookies = keepsCookies;
        Http = new HttpClient(handler) { BaseAddress = address };
        Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
    }

    public HttpClient Http { get; }

    public CookieContainer Cookies => handler.CookieContainer;

    /// <summary>Gets a page and follows redirects.</summary>
    public async Task<Answer> Get(string url, bool htmx = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        if (htmx) request.Headers.Add("HX-Request", "true");
        return await Follow(await Send(request));
    }

    /// <summary>
    /// Submits the form of <paramref name="page"/> that matches <paramref name="selector"/>, including its hidden
    /// fields. The given values replace the values in the form.
    /// </summary>
    public async Task<Answer> Submit(
        Answer page,
        string selector,
        IReadOnlyDictionary<string, string?>? values = null,
        bool htmx = false,
        bool follow = true
    )
    {
        var form = page.Document.QuerySelector<IHtmlFormElement>(selector)
            ?? throw new InvalidOperationException($"No form {selector} on {page.Url}:\n{page.Text}");
        var fields = FormFields.Of(form, values ?? new Dictionary<string, string?>());
        var action = new Uri(
            page.Url,
            form.GetAttribute("action") is { Length: > 0 } given ? given : page.Url.PathAndQuery
        );
        var isGet = string.Equals(form.Method, "get", StringComparison.OrdinalIgnoreCase);
        using var request = isGet
            ? new HttpRequestMessage(
                HttpMethod.Get,
                new UriBuilder(action) { Query = await new FormUrlEncodedContent(fields).ReadAsStringAsync() }.Uri
            )
            : new HttpRequestMessage(HttpMethod.Post, action) { Content = FormFields.Encode(fields, form.Enctype) };
        if (htmx) request.Headers.Add("HX-Request", "true");
        var answer = await Send(request);
        return follow ? await Follow(answer) : answer;
    }

    /// <summary>Submits the form of a page that asks to confirm a deletion.</summary>
    public Task<Answer> ConfirmDeletion(Answer question) => Submit(question, "form#confirm-form");

    /// <summary>Sends a request without following redirects.</summary>
    public async Task<Answer> Send(HttpRequestMessage request)
    {
        using var response = await Http.SendAsync(request);
        return await Answer.Of(response);
    }

    async Task<Answer> Follow(Answer answer)
    {
        for (var hops = 0; hops < 5 && answer.Location is { } location; hops++)
        {
            using var next = new HttpRequestMessage(HttpMethod.Get, new Uri(answer.Url, location));
            answer = await Send(next);
        }
        return answer;
    }

    public void Dispose()
    {
        Http.Dispose();
        handler.Dispose();
    }

    // Connects to loopback for ".localhost" names, as browsers do; the system's resolver may not know them.
    static async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken cancelled)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            if (context.DnsEndPoint.Host.EndsWith(".localhost", StringComparison.Ordinal))
                await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancelled);
            else
                await socket.ConnectAsync(context.DnsEndPoint, cancelled);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>A response with its parsed HTML.</summary>
public sealed record Answer(
    HttpStatusCode Status,
    Uri Url,
    string Text,
    IHtmlDocument Document,
    IReadOnlyDictionary<string, string> Headers
)
{
    public Uri? Location => (int)Status is >= 300 and < 400 && Headers.TryGetValue("Location", out var location)
        ? new Uri(location, UriKind.RelativeOrAbsolute)
        : null;

    public IElement Find(string selector) => Document.QuerySelector(selector)
        ?? throw new InvalidOperationException($"No {selector} on {Url} ({(int)Status}):\n{Text}");

    public IReadOnlyList<IElement> FindAll(string selector) => [.. Document.QuerySelectorAll(selector)];

    internal static async Task<Answer> Of(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        var headers = response
            .Headers.Concat(response.Content.Headers)
            .ToDictionary(
                header => header.Key,
                header => string.Join(", ", header.Value),
                StringComparer.OrdinalIgnoreCase
            );
        var document = new HtmlParser(
            new HtmlParserOptions(),
            BrowsingContext.New(Configuration.Default)
        ).ParseDocument(text);
        return new(response.StatusCode, response.RequestMessage!.RequestUri!, text, document, headers);
    }
}
