using System.Collections.Immutable;
using System.Text;
using App.Patterns.AppFactories;
using Microsoft.Extensions.Caching.Memory;

namespace App.Blueprints.Handbook.Demos.AppFactories;

/// <param name="MostNotes">Maximum number of notes for each visitor; older ones are dropped.</param>
/// <param name="InCapitals">Whether the application has a middleware that converts notes to upper case.</param>
public sealed record NotebookSettings(string Name, int MostNotes, bool InCapitals);

/// <summary>
/// A small application: a visitor posts a line of text and gets the stored lines back. Each instance has its own cache
/// in memory, for at most 200 visitors; an entry expires one hour after its last use.
/// </summary>
public sealed class NotebookApp(NotebookSettings settings) : Application<NotebookSettings>(settings)
{
    public const string Visitor = "Visitor";
    const int MostVisitors = 200;

    protected override void ConfigureServices(WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddMemoryCache(options => options.SizeLimit = MostVisitors).AddSingleton<Notebook>();
    }

    protected override void ConfigurePipeline(WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        if (Settings.InCapitals) app.Use(WriteInCapitals);
        app.Run(Respond);
    }

    static async Task WriteInCapitals(HttpContext context, RequestDelegate next)
    {
        using var reader = new StreamReader(context.Request.Body);
        var text = await reader.ReadToEndAsync(context.RequestAborted);
        context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(text.ToUpperInvariant()));
        await next(context);
    }

    static async Task Respond(HttpContext context)
    {
        var notebook = context.RequestServices.GetRequiredService<Notebook>();
        var visitor = context.Request.Headers[Visitor].ToString();
        if (HttpMethods.IsPost(context.Request.Method))
        {
            using var reader = new StreamReader(context.Request.Body);
            notebook.Add(visitor, await reader.ReadToEndAsync(context.RequestAborted));
        }
        await context.Response.WriteAsync(string.Join('\n', notebook.Of(visitor)), context.RequestAborted);
    }
}

/// <summary>Stores the notes of the visitors of one application.</summary>
public sealed class Notebook(NotebookSettings settings, IMemoryCache cache)
{
    const int LongestNote = 200;

    static readonly TimeSpan lifetime = TimeSpan.FromHours(1);

    readonly Lock turn = new();

    /// <summary>The notes of a visitor, newest first.</summary>
    public ImmutableArray<string> Of(string visitor) =>
        cache.TryGetValue(visitor, out ImmutableArray<string> notes) ? notes : [];

    public void Add(string visitor, string text)
    {
        var note = string.Concat(text.ReplaceLineEndings(" ").Take(LongestNote));
        lock (turn)
            cache.Set<ImmutableArray<string>>(
                visitor,
                [.. Of(visitor).Prepend(note).Take(settings.MostNotes)],
                new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = lifetime }
            );
    }
}
