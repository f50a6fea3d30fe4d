using System.Globalization;
using System.Text;
using App.Patterns.MethodOverrides;
using Microsoft.AspNetCore.Http.Features;

namespace App.Blueprints.Handbook.Demos.MethodOverrides;

/// <summary>
/// A request with a header that overrides the HTTP method, as a handler received it, and its response.
/// </summary>
public sealed record MethodTrial
{
    const string Form = "text=hello";
    const string Text = "text of the response";

    /// <summary>The request as it was sent.</summary>
    public required string Request { get; init; }

    public string Method { get; private set; } = "";

    /// <summary>The original method, which the middleware stores for the log.</summary>
    public string OriginalMethod { get; private set; } = "";

    /// <summary>The request's <c>Content-Length</c> in bytes.</summary>
    public long Length { get; private set; }

    /// <summary>The form fields as <c>name=value</c>; empty without a form.</summary>
    public string Fields { get; private set; } = "";

    /// <summary>The headers of the response and the length of its body.</summary>
    public string Response { get; private set; } = "";

    public static async Task<MethodTrial> Send(IServiceProvider services, string method, string[] headers)
    {
        var hasBody = method != HttpMethods.Get;
        var sent = new StringBuilder($"{method} /rows/7");
        foreach (var header in headers)
            sent.Append(CultureInfo.InvariantCulture, $"\n{MethodOverride.Header}: {header}");
        if (hasBody)
            sent.Append(CultureInfo.InvariantCulture, $"\nContent-Length: {Form.Length}\n\n{Form}");
        var trial = new MethodTrial { Request = sent.ToString() };
        var (response, body) = (new StartedResponse(), new MemoryStream());
        var context = new DefaultHttpContext { RequestServices = services };
        context.Features.Set<IHttpResponseFeature>(response);
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(body));
        (context.Request.Method, context.Request.Path, context.Request.Headers[MethodOverride.Header]) = (
            method,
            "/rows/7",
            headers
        );
        if (hasBody)
        {
            context.Request.Body = new MemoryStream(Encoding.ASCII.GetBytes(Form));
            (context.Request.ContentLength, context.Request.ContentType) = (
                Form.Length,
                "application/x-www-form-urlencoded"
            );
        }
        var app = new ApplicationBuilder(services).UseMethodOverrides();
        app.Run(trial.Record);
        await app.Build()(context);
        await response.Start();
        var headerLines = response.Headers.Select(header => $"{header.Key}: {header.Value}");
        trial.Response = string.Join('\n', headerLines.Append($"{body.Length} bytes of body"));
        return trial;
    }

    async Task Record(HttpContext context)
    {
        var request = context.Request;
        (Method, OriginalMethod, Length) = (request.Method, request.OriginalMethod(), request.ContentLength ?? 0);
        if (request.HasFormContentType)
            Fields = string.Join(
                '&',
                (await request.ReadFormAsync(context.RequestAborted)).Select(field => $"{field.Key}={field.Value}")
            );
        await context.Response.WriteAsync(Text, context.RequestAborted);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    /// <summary>A response without a server; <see cref="Start"/> runs its OnStarting callbacks.</summary>
    sealed class StartedResponse : HttpResponseFeature
    {
        readonly Stack<(Func<object, Task> Callback, object State)> starting = new();

        public override void OnStarting(Func<object, Task> callback, object state) => starting.Push((callback, state));

        public async Task Start()
        {
            foreach (var (callback, state) in starting) await callback(state);
        }
    }
}
