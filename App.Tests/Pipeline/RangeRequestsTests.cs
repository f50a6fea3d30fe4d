using System.Net.Http.Headers;
using App.Tests.Testing;

namespace App.Tests.Pipeline;

/// <summary>Verifies the responses to range requests for stored files and static files.</summary>
public sealed class RangeRequestsTests(RangeLibrary shared) : IClassFixture<RangeLibrary>, IAsyncLifetime
{
    static readonly string[] urls = ["/files/imports/1", "/css/site.css", "/~bob/css/site.css"];

    Visitor ada = null!;

    public async ValueTask InitializeAsync() => ada = await shared.SignIn();

    public ValueTask DisposeAsync()
    {
        ada.Dispose();
        return default;
    }

    [Theory]
    [InlineData("items=0-5")]
    [InlineData("seconds=1-2")]
    [InlineData("bytes 0-5")]
    [InlineData("bytes=x-5")]
    [InlineData("bytes=5-2")]
    public async Task A_range_in_another_unit_or_an_invalid_range_is_ignored(string range)
    {
        foreach (var url in urls)
        {
            var (status, body, _) = await Get(url, range);
            Assert.Equal((url, HttpStatusCode.OK), (url, status));
            Assert.Equal(await Whole(url), body);
        }
    }

    [Theory]
    [InlineData("bytes=0-999999999999999999999", 0)]
    [InlineData("bytes=3-99999999999999999999999999999999999999999", 3)]
    [InlineData("BYTES=3-9223372036854775807", 3)]
    [InlineData("bytes=0000000000000000000000003-", 3)]
    public async Task A_range_end_beyond_the_file_is_limited_to_its_length(string range, int start)
    {
        foreach (var url in urls)
        {
            var whole = await Whole(url);
            var (status, body, content) = await Get(url, range);
            Assert.Equal((url, HttpStatusCode.PartialContent), (url, status));
            Assert.Equal(whole[start..], body);
            Assert.Equal($"bytes {start}-{whole.Length - 1}/{whole.Length}", content.ContentRange!.ToString());
        }
    }

    [Theory]
    [InlineData("bytes=-999999999999999999999", HttpStatusCode.PartialContent)]
    [InlineData("bytes=999999999999999999999-", HttpStatusCode.RequestedRangeNotSatisfiable)]
    public async Task A_range_start_of_any_length_is_parsed(string range, HttpStatusCode status)
    {
        foreach (var url in urls) Assert.Equal((url, status), (url, (await Get(url, range)).Status));
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("\"another\"")]
    [InlineData("W/\"weak\"")]
    [InlineData("\"unclosed")]
    [InlineData("*")]
    public async Task Without_a_matching_If_Range_validator_the_whole_file_is_sent(string condition)
    {
        foreach (var url in urls)
        {
            var (status, body, _) = await Get(url, "bytes=0-3", condition);
            Assert.Equal((url, HttpStatusCode.OK), (url, status));
            Assert.Equal(await Whole(url), body);
        }
    }

    [Fact]
    public async Task With_a_matching_If_Range_validator_the_range_is_sent()
    {
        foreach (var url in urls)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            using var whole = await ada.Http.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.PartialContent, (await Get(url, "bytes=0-3", whole.Headers.ETag!.Tag)).Status);
        }
    }

    async Task<byte[]> Whole(string url) =>
        await ada.Http.GetByteArrayAsync(new Uri(url, UriKind.Relative), TestContext.Current.CancellationToken);

    async Task<(HttpStatusCode Status, byte[] Body, HttpContentHeaders Content)> Get(
        string url, string range, string? condition = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.TryAddWithoutValidation("Range", range);
        if (condition is not null) request.Headers.TryAddWithoutValidation("If-Range", condition);
        using var response = await ada.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode,
            await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken),
            response.Content.Headers);
    }
}
