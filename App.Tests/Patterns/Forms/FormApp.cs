using System.Collections.Concurrent;
using App.Patterns.Forms;
using App.Tests.Testing;
using Microsoft.Extensions.Localization;

namespace App.Tests.Patterns.Forms;

/// <summary>An application with the forms pattern and one page, <c>/form</c>.</summary>
public sealed class FormApp : IAsyncLifetime
{
    readonly ConcurrentQueue<string> saved = new();
    BareApp app = null!;

    /// <summary>The saved input: one text for each valid form that was submitted.</summary>
    public IReadOnlyCollection<string> Saved => saved;

    public async ValueTask InitializeAsync() =>
        app = await BareApp.Start(
            services =>
            {
                services.AddSingleton(saved).AddSingleton<IStringLocalizer, KeysAsTexts>().AddForms();
                new TestViews().Page<FormPage>("/Form", "/form").Partial<FormPartial>("/_Form").AddTo(services);
            },
            app =>
            {
                app.UseRouting();
                app.MapRazorPages();
            }
        );

    public ValueTask DisposeAsync() => app.DisposeAsync();

    public async Task<Answer> Get()
    {
        using var visitor = app.NewVisitor();
        return await visitor.Get("/form");
    }

    /// <summary>Posts the form. A field that is not given has a valid value.</summary>
    public Task<Answer> Post(params (string Name, string? Value)[] fields) => Post([], fields);

    public async Task<Answer> Post((string Name, string Value)[] headers, params (string Name, string? Value)[] fields)
    {
        var values = new Dictionary<string, string?>
        {
            ["Form.Name"] = "Grace",
            ["Form.Secret"] = "long words",
            ["Form.Repeat"] = "long words",
            ["Form.Terms"] = "true",
            ["Form.Days"] = "7",
        };
        foreach (var (name, value) in fields) values[name] = value;
        return await Send(HttpMethod.Post, values, headers);
    }

    /// <summary>Sends exactly the given fields.</summary>
    public async Task<Answer> Send(
        HttpMethod method, IReadOnlyDictionary<string, string?> values, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, "/form")
        {
            Content = new FormUrlEncodedContent(values.Where(field => field.Value is not null)!),
        };
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        using var visitor = app.NewVisitor();
        return await visitor.Send(request);
    }
}
