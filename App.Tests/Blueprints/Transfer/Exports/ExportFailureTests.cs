using App.Blueprints.Links;
using App.Blueprints.Links.Changes;
using App.Blueprints.Links.Imports;
using App.Patterns.Sqlite;
using App.Tests.Testing;
using Dapper;
using Microsoft.AspNetCore.Hosting;

namespace App.Tests.Blueprints.Transfer.Exports;

/// <summary>Tests exports of many links that fail or are cancelled while the file is being sent.</summary>
public sealed class ExportFailureTests : IAsyncLifetime
{
    const int Count = 1_200;

    static readonly CancellationToken cancelled = TestContext.Current.CancellationToken;

    readonly WatchedRequests csv = new("/export/links.csv");
    readonly WatchedRequests printView = new("/en/export/print");

    TestLibrary library = null!;
    Visitor ada = null!;

    public async ValueTask InitializeAsync()
    {
        library = await TestLibrary.Start(configure: builder =>
            builder.Services.AddSingleton<IStartupFilter>(csv).AddSingleton<IStartupFilter>(printView)
        );
        ada = await library.SignUp("ada-l");
    }

    public async ValueTask DisposeAsync()
    {
        ada.Dispose();
        await library.DisposeAsync();
    }

    [Theory]
    [InlineData("/export/links.csv")]
    [InlineData("/en/export/print")]
    [Trait("Statement", "P19.5")]
    public async Task A_disconnect_stops_the_query_and_releases_its_connection(string address)
    {
        // Exports more data than fits into the socket buffers.
        const int Many = 4_000, Long = 8_000;
        Fill(Many, Long);
        using (var answer = await ada.Http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancelled))
        {
            await using var stream = await answer.Content.ReadAsStreamAsync(cancelled);
            await stream.ReadExactlyAsync(new byte[Many / 100 * Long], cancelled);
        }
        // Waits until the database connection is released. The client has closed its connection after a part of the
        // response, so the server must stop the query.
        await (address == "/export/links.csv" ? csv : printView).Released();
    }

    [Theory]
    [InlineData("/export/links.html")]
    [InlineData("/export/links.jsonl")]
    [InlineData("/en/export/print")]
    [Trait("Statement", "P19.4")]
    public async Task An_unreadable_row_aborts_the_response(string address)
    {
        Fill(Count);
        Break(number: 1_000);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => ada.Http.GetStringAsync(address, cancelled));
    }

    [Theory]
    [InlineData("/export/links.html")]
    [InlineData("/export/links.csv")]
    [InlineData("/en/export/print")]
    [Trait("Statement", "P19.4")]
    public async Task An_unreadable_first_row_is_an_error_page(string address)
    {
        Fill(Count);
        Break(number: 1);
        var answer = await ada.Get(address);
        Assert.Equal((HttpStatusCode)500, answer.Status);
        Assert.Single(answer.FindAll("h1"));
        Assert.DoesNotContain("Content-Disposition", answer.Headers.Keys);
    }

    [Fact]
    [Trait("Statement", "P19.1")]
    public async Task Every_format_contains_all_links()
    {
        Fill(Count);
        Assert.Equal(
            Count,
            (await ada.Http.GetStringAsync("/export/links.jsonl", cancelled))
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Length
        );
        Assert.Equal(
            Count + 1,
            (await ada.Http.GetStringAsync("/export/links.csv", cancelled))
                .Split("\r\n", StringSplitOptions.RemoveEmptyEntries)
                .Length
        );
        Assert.Equal(
            Count,
            (await ada.Http.GetStringAsync("/export/links.html", cancelled)).Split("<DT><A ").Length - 1
        );
        var page = await ada.Get("/en/export/print");
        Assert.Equal(
            (Count, $"{Count}"),
            (page.FindAll(".print-view article").Count, page.Find("[data-total]").GetAttribute("data-total"))
        );
    }

    [Theory]
    [InlineData("/export/links.csv")]
    [InlineData("/en/export/print")]
    [Trait("Statement", "P19.1")]
    public async Task HEAD_reads_no_link(string address)
    {
        Fill(Count);
        Break(number: 1);
        using var request = new HttpRequestMessage(HttpMethod.Head, address);
        var answer = await ada.Send(request);
        Assert.Equal((HttpStatusCode.OK, ""), (answer.Status, answer.Text));
    }

    void Fill(int count, int length = 10) => library.InScope(services =>
    {
        var now = DateTimeOffset.UtcNow;
        services.GetRequiredService<OnDemandConnection>().Transact(() =>
        {
            var change = services.GetRequiredService<LinkChangeStore>().Begin(1, LinkChangeKind.Imported, now);
            services.GetRequiredService<LinkImportStore>().Import(1, change,
                [.. Enumerable.Range(1, count).Select(number => new LinkImport
                {
                    Url = LinkUrl.Parse($"https://example.com/{number}")!,
                    Title = $"Link {number}",
                    Description = new string('d', length),
                    CreatedAt = DateTimeOffset.UnixEpoch.AddDays(number),
                })], now);
            services.GetRequiredService<LinkChangeStore>().Finish(change, now);
        });
        return true;
    });

    // Stores an invalid date, so that the export fails at this link.
    void Break(int number) =>
        library.InScope(services =>
        {
            services
                .GetRequiredService<OnDemandConnection>()
                .Transact(() =>
                    services
                        .GetRequiredService<OnDemandConnection>()
                        .Execute(
                            "update links set updated_at = 9223372036854775807 where url = @url",
                            new { url = $"https://example.com/{number}" }
                        )
                );
            return true;
        });
}
