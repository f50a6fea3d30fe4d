using System.Text;
using App.Patterns.MethodOverrides;
using App.Patterns.Uploads;
using App.Tests.Testing;
using Microsoft.AspNetCore.Http.Features;

namespace App.Tests.Patterns.Uploads;

public sealed class FormLimitsTests : IAsyncLifetime
{
    static readonly CancellationToken cancelled = TestContext.Current.CancellationToken;

    readonly UploadSet set = new()
    {
        Name = "documents",
        Extensions = ["txt"],
        MaxBytes = 8_000_000,
        Directory = Path.GetTempPath(),
    };

    BareApp app = null!;
    int handled;

    public async ValueTask InitializeAsync() => app = await BareApp.Start(pipeline =>
    {
        pipeline.UseFormLimits();
        pipeline.UseMethodOverrides();
        pipeline.UseRouting();
        pipeline.UsePageMethods();
        pipeline.UseUploadLimits();
        pipeline.MapMethods("/form", ["POST", "PUT"], (Delegate)Describe);
        pipeline.MapPut("/only-put", (Delegate)Describe);
        pipeline.MapPost("/upload", (Delegate)Describe).WithMetadata(set);
    }, builder => builder.Services.Configure<FormOptions>(options => options.MultipartBodyLengthLimit = set.MaxBytes));

    public ValueTask DisposeAsync() => app.DisposeAsync();

    async Task<string> Describe(HttpContext context)
    {
        handled++;
        var form = await context.Request.ReadFormAsync();
        return $"{context.Request.Method} {form.Sum(field => field.Value.ToString().Length)} "
            + $"{form.Files.Sum(file => file.Length)} {form["text"]}";
    }

    public static TheoryData<string, bool> TooLong =>
        new()
        {
            { "urlencoded", false },
            { "urlencoded", true },
            { "multipart", false },
            { "multipart", true },
            { "file", false },
            { "file", true },
        };

    [Theory, MemberData(nameof(TooLong))]
    [Trait("Statement", "P09.12")]
    public async Task A_form_over_2_MB_is_413_by_Content_Length_and_by_counted_bytes(string kind, bool chunked)
    {
        Assert.True(await IsRefused("/form", Content(kind, FormLimits.MaxBytes + 1), chunked));
        Assert.Equal(0, handled);
    }

    [Theory]
    [Trait("Statement", "P09.12")]
    [InlineData("urlencoded", false)]
    [InlineData("urlencoded", true)]
    [InlineData("multipart", false)]
    [InlineData("multipart", true)]
    [InlineData("file", false)]
    public async Task A_form_under_2_MB_is_read(string kind, bool chunked)
    {
        using var request = Request("/form", Content(kind, 1_900_000), chunked);
        using var response = await app.Http.SendAsync(request, cancelled);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(1_900_000, (await response.Content.ReadAsStringAsync(cancelled)).Split(' ')[1..3].Sum(int.Parse));
    }

    [Theory]
    [Trait("Statement", "P09.11"), Trait("Statement", "P09.12")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Uploaded_files_may_exceed_the_form_limit_and_their_fields_may_not(bool chunked)
    {
        using var file = Request("/upload", Content("file", 7_000_000), chunked);
        using var response = await app.Http.SendAsync(file, cancelled);
        Assert.StartsWith(
            "POST 0 7000000",
            await response.Content.ReadAsStringAsync(cancelled),
            StringComparison.Ordinal
        );
        Assert.True(await IsRefused("/upload", Content("multipart", 3_000_000), chunked));
        Assert.True(await IsRefused("/upload", Content("file", 9_000_000), chunked));
        Assert.Equal(1, handled);
    }

    [Fact]
    [Trait("Statement", "P09.12")]
    public async Task All_fields_and_their_names_count_towards_the_limit()
    {
        using var form = new MultipartFormDataContent();
        for (var i = 0; i < 300; i++) form.Add(new StringContent(new string('x', 7_000)), $"field{i}");
        Assert.True(await IsRefused("/form", form, chunked: true));
        using var many = new MultipartFormDataContent();
        for (var i = 0; i < 1_100; i++) many.Add(new StringContent("v"), $"field{i}");
        Assert.True(await IsRefused("/form", many, chunked: false));
        Assert.True(
            await IsRefused(
                "/form",
                new FormUrlEncodedContent(Enumerable.Range(0, 1_100).Select(i => KeyValuePair.Create($"f{i}", "v"))),
                chunked: false
            )
        );
    }

    [Fact]
    [Trait("Statement", "P21.5")]
    public async Task A_form_too_long_for_a_method_override_is_413_and_not_405()
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent("PUT"), "_method" },
            { new StringContent(new string('x', 2_500_000)), "text" },
        };
        Assert.True(await IsRefused("/only-put", form, chunked: false));
        using var shorter = new MultipartFormDataContent
        {
            { new StringContent("PUT"), "_method" },
            { new StringContent(new string('x', 1_500_000)), "text" },
        };
        using var request = Request("/only-put", shorter, chunked: false);
        using var response = await app.Http.SendAsync(request, cancelled);
        Assert.StartsWith(
            "PUT 1500003 0",
            await response.Content.ReadAsStringAsync(cancelled),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("text=a+b%20c%2Bd", "a b c+d")]
    [InlineData("text=%", "%")]
    [InlineData("text=%4", "%4")]
    [InlineData("text=%zz%41", "%zzA")]
    [InlineData("&&text=a=b&", "a=b")]
    [InlineData("text=a&text=b", "a,b")]
    [InlineData("%74ext=%C3%A9%F0%9F%98%80", "é😀")]
    [InlineData("text=a%00b", "a\0b")]
    [InlineData("text=%ED%A0%80", "\ufffd\ufffd\ufffd")]
    [InlineData("TEXT=case+of+names+does+not+matter", "case of names does not matter")]
    public async Task A_urlencoded_form_is_decoded_according_to_the_standard(string body, string text)
    {
        using var request = Request(
            "/form",
            new StringContent(body, Encoding.UTF8, "application/x-www-form-urlencoded"),
            chunked: false
        );
        using var response = await app.Http.SendAsync(request, cancelled);
        var seen = await response.Content.ReadAsStringAsync(cancelled);
        Assert.Equal(text, seen.Split(' ', 4)[3]);
    }

    static HttpContent Content(string kind, int length)
    {
        var text = new string('x', length);
        return kind switch
        {
            "urlencoded" => new StringContent("text=" + text, Encoding.UTF8, "application/x-www-form-urlencoded"),
            "multipart" => new MultipartFormDataContent { { new StringContent(text), "text" } },
            _ => new MultipartFormDataContent { { new StringContent(text), "file", "a.txt" } },
        };
    }

    static HttpRequestMessage Request(string url, HttpContent content, bool chunked)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = content };
        request.Headers.TransferEncodingChunked = chunked;
        return request;
    }

    // Returns whether the server responds with 413. For a chunked body, a closed connection counts too, because the
    // server may close it while the body is being sent.
    async Task<bool> IsRefused(string url, HttpContent content, bool chunked)
    {
        using var request = Request(url, content, chunked);
        try
        {
            using var response = await app.Http.SendAsync(request, cancelled);
            return response.StatusCode == HttpStatusCode.RequestEntityTooLarge;
        }
        catch (HttpRequestException error)
        {
            return chunked && error.InnerException is IOException;
        }
    }
}
