using App.Patterns.MethodOverrides;
using App.Tests.Testing;

namespace App.Tests.Patterns.MethodOverrides;

/// <summary>An application that responds with the method it sees, the original method and the body.</summary>
static class EchoApp
{
    public static Task<BareApp> Start() => BareApp.Start(
        (services, _) => services.AddRouting(),
        app =>
        {
            app.UseMethodOverrides();
            app.UseRouting();
            app.UsePageMethods();
            app.MapMethods("/echo", ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"], (Delegate)Echo);
            app.WithHead().MapGet("/only-get", () => "got it");
            app.MapPost("/only-post", () => "posted");
            app.MapMethods("/file", ["HEAD"], (HttpContext context) => { context.Response.ContentLength = 1234; });
        });

    public static async Task<Answer> Post(
        this BareApp app,
        string url,
        string? header = null,
        HttpContent? content = null,
        string wire = "POST"
    )
    {
        using var visitor = app.NewVisitor();
        using var request = new HttpRequestMessage(new HttpMethod(wire), url) { Content = content };
        if (header is not null) request.Headers.TryAddWithoutValidation(MethodOverride.Header, header);
        return await visitor.Send(request);
    }

    static async Task<string> Echo(HttpContext context)
    {
        var request = context.Request;
        var form = request.HasFormContentType
            ? string.Join('&', (await request.ReadFormAsync()).Select(field => $"{field.Key}={field.Value}"))
            : "none";
        using var reader = new StreamReader(request.Body);
        var body = await reader.ReadToEndAsync();
        return $"{request.Method} sent {request.OriginalMethod()} form {form} "
            + $"length {request.ContentLength} body {body.Length}";
    }
}
