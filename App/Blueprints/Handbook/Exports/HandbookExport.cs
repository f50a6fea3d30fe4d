using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using App.Patterns.Localization;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Handbook.Exports;

/// <summary>
/// Exports the handbook as static files: the table of contents in every language and every page that is linked from it.
/// Throws <see cref="HttpRequestException"/> when a page cannot be loaded.
/// </summary>
/// <param name="application">A client of a running application, without a signed-in account.</param>
public sealed class HandbookExport(HttpClient application, IStringLocalizer texts, IReadOnlyList<string> languages)
{
    // Number of pages that are requested and converted in parallel.
    const int AtOnce = 4;

    readonly ExportPaths addresses = new(languages);
    readonly ConcurrentDictionary<string, Uri> known = new();

    /// <summary>Exports the handbook into an empty folder. Returns the number of files and bytes.</summary>
    public async Task<(int Files, long Bytes)> Write(string folder, CancellationToken cancelled)
    {
        var sprite = new HtmlParser().ParseDocument(
            await application.GetStringAsync(new Uri("/icons/sprite.svg", UriKind.Relative), cancelled)
        );
        long bytes = 0;
        List<Uri> next =
        [
            .. languages.Select(language => new Uri(application.BaseAddress!, $"/{language}/patterns")).Where(IsNew),
        ];
        while (next.Count > 0)
        {
            ConcurrentBag<Uri> found = [];
            await Parallel.ForEachAsync(
                next,
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancelled },
                async (address, _) =>
                {
                    foreach (var needed in await Take(address))
                        found.Add(needed);
                }
            );
            next = [.. found.Where(IsNew)];
        }
        return (known.Count + 1, bytes);

        async Task<IEnumerable<Uri>> Take(Uri address)
        {
            using var answer = await application.GetAsync(address, cancelled);
            if (answer.StatusCode != HttpStatusCode.OK)
                throw new HttpRequestException($"{address.AbsolutePath} answers {(int)answer.StatusCode}.");
            var content = await answer.Content.ReadAsByteArrayAsync(cancelled);
            if (answer.Content.Headers.ContentType?.MediaType != "text/html")
            {
                await Save(FileOf(address), content);
                return [];
            }
            var page = PageOf(address, System.Text.Encoding.UTF8.GetString(content), sprite);
            await Save(FileOf(address), page);
            // Also saves the default language's contents as index.html, which web servers return for the root URL.
            if (FileOf(address) == $"{languages[0]}/index.html") await Save("index.html", page);
            return page.Needs;
        }

        Task Save(string file, object content)
        {
            var path = Path.Combine(folder, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var data = content as byte[] ?? System.Text.Encoding.UTF8.GetBytes(((ExportedPage)content).WrittenTo(file));
            Interlocked.Add(ref bytes, data.Length);
            return File.WriteAllBytesAsync(path, data, cancelled);
        }
    }

    bool IsNew(Uri address) => known.TryAdd(FileOf(address), address);

    string FileOf(Uri address) => addresses.FileOf(address.AbsolutePath)!;

    ExportedPage PageOf(Uri address, string html, IHtmlDocument sprite)
    {
        CultureInfo.CurrentUICulture = Languages.Culture(address.Segments[1].TrimEnd('/'));
        var notice = $"""
            <div class="notice"><p>{WebUtility.HtmlEncode(texts["handbook.export.demonstration"])}</p>
            <pre dir="ltr" tabindex="0"><code>dotnet run --project App
            http://localhost:5080{WebUtility.HtmlEncode(address.AbsolutePath)}</code></pre></div>
            """;
        return new(html, address, sprite, addresses, notice);
    }
}
