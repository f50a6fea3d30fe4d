using App.Patterns.Uploads;
using App.Tests.Testing;
using Microsoft.AspNetCore.Http.Features;

namespace App.Tests.Patterns.Uploads;

/// <summary>An application that stores uploaded files and serves them.</summary>
public abstract class UploadApp : IAsyncLifetime
{
    private protected static readonly CancellationToken cancelled = TestContext.Current.CancellationToken;

    private protected readonly UploadSet set = new()
    {
        Name = "documents",
        Extensions = ["txt", "png"],
        MaxBytes = 100_000,
        Directory = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()),
    };

    private protected BareApp app = null!;

    public async ValueTask InitializeAsync() => app = await BareApp.Start(pipeline =>
    {
        pipeline.UseRouting();
        pipeline.UseUploadLimits();
        pipeline.MapPost("/upload", async (HttpContext context) =>
        {
            var file = (await context.Request.ReadFormAsync()).Files.GetFile("file");
            if (file is null || !set.Accepts(file.FileName)) return Results.StatusCode(422);
            var stored = await set.Save(file, context.RequestAborted);
            return Results.Text($"{stored.Id} {stored.Name}");
        }).WithMetadata(set);
        pipeline.MapGet("/files/{id}/{name}", (string id, string name) => new UploadResult(set, id, name));
    }, builder => builder.Services.Configure<FormOptions>(options => options.ValueCountLimit = 50));

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await app.DisposeAsync();
        if (Directory.Exists(set.Directory)) Directory.Delete(set.Directory, recursive: true);
    }

    private protected async Task<string> Upload(string name, string content)
    {
        using var form = Form(name, content);
        using var answer = await app.Http.PostAsync("/upload", form, cancelled);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadAsStringAsync(cancelled)).Split(' ')[0];
    }

    private protected async Task<string> Disposition(string url)
    {
        using var answer = await app.Http.GetAsync(url, cancelled);
        return answer.Content.Headers.ContentDisposition!.DispositionType;
    }

    private protected static MultipartFormDataContent Form(string name, string content) =>
        new() { { new StringContent(content), "file", name } };
}
