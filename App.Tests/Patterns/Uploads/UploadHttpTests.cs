using System.Net.Http.Headers;

namespace App.Tests.Patterns.Uploads;

public sealed class UploadHttpTests : UploadApp
{
    [Fact]
    [Trait("Statement", "P09.4"), Trait("Statement", "P09.10")]
    public async Task A_stored_file_is_served_whole_by_range_and_conditionally()
    {
        var stored = await Upload("note.txt", "0123456789");
        var url = $"/files/{stored}/note.txt";
        using var whole = await app.Http.GetAsync(url, cancelled);
        Assert.Equal("0123456789", await whole.Content.ReadAsStringAsync(cancelled));
        Assert.Equal("text/plain", whole.Content.Headers.ContentType!.MediaType);
        Assert.Equal("attachment", whole.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("nosniff", whole.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Contains("sandbox", whole.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal((HttpStatusCode.PartialContent, "0"), await Range(url, 0, 0));
        Assert.Equal((HttpStatusCode.PartialContent, "9"), await Range(url, null, 1));
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, (await Range(url, 999_999, null)).Status);
        using var again = new HttpRequestMessage(HttpMethod.Get, url);
        again.Headers.IfNoneMatch.Add(whole.Headers.ETag!);
        Assert.Equal(HttpStatusCode.NotModified, (await app.Http.SendAsync(again, cancelled)).StatusCode);
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await app.Http.GetAsync("/files/%2e%2e%2fsecret/note.txt", cancelled)).StatusCode
        );
    }

    [Fact]
    [Trait("Statement", "P09.10")]
    public async Task An_image_is_served_inline_and_SVG_and_HTML_as_attachments()
    {
        var stored = await Upload("a.png", "x");
        Assert.Equal("inline", await Disposition($"/files/{stored}/a.png"));
        Assert.Equal("attachment", await Disposition($"/files/{stored}/a.svg"));
        Assert.Equal("attachment", await Disposition($"/files/{stored}/a.html"));
    }

    [Theory]
    [Trait("Statement", "P09.6"), Trait("Statement", "P09.7")]
    [InlineData("My cool movie.txt", "My_cool_movie.txt")]
    [InlineData("../../../etc/passwd.txt", "etc_passwd.txt")]
    [InlineData("i contain cool ümläuts.txt", "i_contain_cool_umlauts.txt")]
    [InlineData("foo$&^*)bar.txt", "foobar.txt")]
    [InlineData("résumé.TXT", "resume.TXT")]
    [InlineData("a\0b.txt", "ab.txt")]
    [InlineData("½.png", "12.png")]
    [InlineData("a\tb\nc.txt", "a_b_c.txt")]
    [InlineData("a\u2028b.txt", "ab.txt")]
    [InlineData("a/b\\c.txt", "a_b_c.txt")]
    [InlineData("..\\..\\windows\\win.txt", "windows_win.txt")]
    [InlineData("x/../../y.txt", "x_.._.._y.txt")]
    [InlineData("%2e%2e%2fetc.txt", "2e2e2fetc.txt")]
    [InlineData("CON.txt", "_CON.txt")]
    [InlineData("日本語.png", "file-{id}.png")]
    [InlineData(".png", "file-{id}.png")]
    [InlineData("half a pair \ufffd.txt", "half_a_pair_.txt")]
    public async Task An_uploaded_file_name_is_cleaned(string name, string expected)
    {
        using var part = new StringContent("x");
        part.Headers.TryAddWithoutValidation(
            "Content-Disposition",
            $"form-data; name=file; filename*=UTF-8''{Uri.EscapeDataString(name)}"
        );
        using var form = new MultipartFormDataContent { part };
        using var answer = await app.Http.PostAsync("/upload", form, cancelled);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var stored = (await answer.Content.ReadAsStringAsync(cancelled)).Split(' ');
        Assert.Equal(expected.Replace("{id}", stored[0][..8], StringComparison.Ordinal), stored[1]);
        Assert.Equal(stored[0], Path.GetFileName(Directory.GetFiles(set.Directory).Single()));
    }

    [Fact]
    [Trait("Statement", "P09.4")]
    public async Task Parallel_uploads_with_the_same_name_are_stored_as_separate_files()
    {
        var stored = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Upload("same.txt", $"content {i}")));
        for (var i = 0; i < stored.Length; i++)
            Assert.Equal($"content {i}", await app.Http.GetStringAsync($"/files/{stored[i]}/same.txt", cancelled));
    }

    async Task<(HttpStatusCode Status, string Text)> Range(string url, long? from, long? to)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Range = new RangeHeaderValue(from, to);
        using var answer = await app.Http.SendAsync(request, cancelled);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(cancelled));
    }
}
