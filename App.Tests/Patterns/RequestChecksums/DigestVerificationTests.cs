using System.Data.Common;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using App.Patterns.RequestChecksums;
using App.Patterns.Sqlite;
using App.Patterns.SqlMapping;
using App.Patterns.Uploads;
using App.Tests.Testing;
using Dapper;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace App.Tests.Patterns.RequestChecksums;

/// <summary>
/// A wrong digest rolls back the page's unit of work and discards a file that is saved while it arrives.
/// </summary>
public sealed class DigestVerificationTests : IAsyncLifetime
{
    static readonly byte[] body = Encoding.UTF8.GetBytes("a=1&b=2");
    static readonly byte[] other = Encoding.UTF8.GetBytes("a=1&b=3");

    readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    BareApp app = null!;
    string files = "";

    public async ValueTask InitializeAsync() =>
        app = await BareApp.Start(
            (services, directory) =>
            {
                files = Path.Combine(directory, "files");
                var file = Path.Combine(directory, "test.db");
                services.AddSqlite(file).AddSqlMapping();
                using (var database = new SqliteDatabase(file))
                    Migrations
                        .Of((1, "0001_kept.sql", "create table kept (text text not null) strict;"))
                        .Apply(database);
                new TestViews().Page<KeepingPage>("/Keep", "/keep").AddTo(services);
                services.AddRazorPages().AddMvcOptions(options => options.Filters.Add<UnitOfWorkFilter>());
                services.AddSingleton(
                    new UploadSet
                    {
                        Name = "kept",
                        Extensions = ["bin"],
                        MaxBytes = 1 << 20,
                        Directory = files,
                    }
                );
            },
            app =>
            {
                app.Use(
                    async (context, next) =>
                    {
                        try
                        {
                            await next(context);
                        }
                        catch (BadHttpRequestException error)
                        {
                            context.Response.Clear();
                            context.Response.StatusCode = error.StatusCode;
                        }
                        finally
                        {
                            ended.TrySetResult();
                        }
                    }
                );
                app.UseRequestChecksums();
                app.UseRouting();
                app.MapRazorPages();
                app.MapPost("/save", async (HttpContext context, UploadSet set) =>
                        await set.Save(context.Request.Body, "f.bin", default)
                    )
                    .VerifyDigest();
                app.MapPost("/transact", async (HttpContext context, OnDemandConnection connection) =>
                    {
                        await context.Request.Body.CopyToAsync(Stream.Null);
                        connection.Transact(() => connection.Execute("insert into kept (text) values ('transacted')"));
                    })
                    .VerifyDigest();
            }
        );

    public ValueTask DisposeAsync() => app.DisposeAsync();

    public static TheoryData<string, string, bool> Digests =>
        new()
        {
            { DigestFields.Content, ChecksumApp.Sha256(body), true },
            { DigestFields.Representation, ChecksumApp.Sha256(body), true },
            { DigestFields.Content, DigestFields.Format("sha-512", SHA512.HashData(body)), true },
            { DigestFields.Sha1, ChecksumApp.Sha1(body).ToUpperInvariant(), true },
            {
                DigestFields.Content,
                $"{ChecksumApp.Sha256(body)}, {DigestFields.Format("sha-512", SHA512.HashData(body))}",
                true
            },
            { DigestFields.Content, ChecksumApp.Sha256(other), false },
            { DigestFields.Representation, ChecksumApp.Sha256(other), false },
            { DigestFields.Sha1, ChecksumApp.Sha1(other), false },
            {
                DigestFields.Content,
                $"{ChecksumApp.Sha256(body)}, {DigestFields.Format("sha-512", SHA512.HashData(other))}",
                false
            },
            { DigestFields.Content, $"{ChecksumApp.Sha256(other)}, {ChecksumApp.Sha256(body)}", false },
            { DigestFields.Content, ChecksumApp.Sha256(body).Replace("sha", "SHA"), false },
            { DigestFields.Content, $"sha-256=:{Convert.ToHexStringLower(SHA256.HashData(body))}:", false },
            { DigestFields.Sha1, Convert.ToBase64String(Convert.FromHexString(ChecksumApp.Sha1(body))), false },
        };

    [Theory]
    [Trait("Statement", "P22.1"), Trait("Statement", "P22.3")]
    [MemberData(nameof(Digests))]
    public async Task Database_writes_are_committed_only_if_every_digest_matches(
        string field,
        string value,
        bool holds
    )
    {
        foreach (var type in (string[])["application/x-www-form-urlencoded", "text/plain"])
        {
            var before = Rows();
            using var content = new ByteArrayContent(body);
            content.Headers.ContentType = new(type);
            var answer = await app.Post("/keep", content, (field, value));
            Assert.Equal(holds ? HttpStatusCode.OK : HttpStatusCode.BadRequest, answer.Status);
            Assert.Equal(holds ? before + 1 : before, Rows());
        }
    }

    [Fact]
    [Trait("Statement", "P22.1")]
    public async Task Two_digest_fields_must_both_match()
    {
        Assert.Equal(
            HttpStatusCode.BadRequest,
            (
                await Keep((DigestFields.Content, ChecksumApp.Sha256(body)), (DigestFields.Sha1, new string('0', 40)))
            ).Status
        );
        Assert.Equal(0, Rows());
        Assert.Equal(
            HttpStatusCode.OK,
            (
                await Keep(
                    (DigestFields.Content, ChecksumApp.Sha256(body)),
                    (DigestFields.Representation, ChecksumApp.Sha256(body))
                )
            ).Status
        );
    }

    [Fact]
    [Trait("Statement", "P22.1")]
    public async Task An_unsupported_digest_is_ignored_and_a_supported_one_beside_it_must_match()
    {
        Assert.Equal(HttpStatusCode.OK, (await Keep((DigestFields.Content, "md5=:1B2M2Y8AsgTpgAmY7PhCfg==:"))).Status);
        Assert.Equal(1, Rows());
        var wrong = ChecksumApp.Sha256([1, 2, 3]);
        Assert.Equal(
            HttpStatusCode.BadRequest,
            (await Keep((DigestFields.Content, $"md5=:1B2M2Y8AsgTpgAmY7PhCfg==:, {wrong}"))).Status
        );
        Assert.Equal(1, Rows());
    }

    [Fact]
    [Trait("Statement", "P22.3")]
    public async Task A_form_with_a_wrong_digest_does_not_reach_its_handler()
    {
        using var parts = new MultipartFormDataContent
        {
            { new StringContent("1"), "a" },
            { new ByteArrayContent(new byte[200_000]), "file", "last.bin" },
        };
        var answer = await app.Post("/keep?ran=1", parts, (DigestFields.Content, ChecksumApp.Sha256(body)));
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.DoesNotContain("X-Ran", answer.Headers.Keys);
        Assert.Equal(0, Rows());
    }

    [Fact]
    [Trait("Statement", "P22.2"), Trait("Statement", "P22.3")]
    public async Task An_unread_file_part_is_included_in_the_digest()
    {
        using var parts = new MultipartFormDataContent
        {
            { new StringContent("1"), "a" },
            { new ByteArrayContent(new byte[200_000]), "file", "last.bin" },
        };
        var wire = await parts.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal(
            HttpStatusCode.OK,
            (await app.Post("/keep", parts, (DigestFields.Content, ChecksumApp.Sha256(wire)))).Status
        );
        Assert.Equal(1, Rows());
    }

    [Fact]
    [Trait("Statement", "P22.3")]
    public async Task A_wrong_digest_throws_at_the_end_of_the_body_and_leaves_neither_file_nor_row()
    {
        foreach (var url in (string[])["/save", "/transact"])
        {
            using var wrong = new ByteArrayContent(body);
            Assert.Equal(
                HttpStatusCode.BadRequest,
                (await app.Post(url, wrong, (DigestFields.Content, ChecksumApp.Sha256(other)))).Status
            );
        }
        Assert.Empty(Directory.GetFiles(files));
        Assert.Equal(0, Rows());
        foreach (var url in (string[])["/save", "/transact"])
        {
            using var right = new ByteArrayContent(body);
            Assert.Equal(
                HttpStatusCode.OK,
                (await app.Post(url, right, (DigestFields.Content, ChecksumApp.Sha256(body)))).Status
            );
        }
        Assert.Single(Directory.GetFiles(files));
        Assert.Equal(1, Rows());
    }

    [Theory]
    [Trait("Statement", "P22.3")]
    [InlineData("/keep")]
    [InlineData("/save")]
    [InlineData("/transact")]
    public async Task An_aborted_upload_leaves_neither_file_nor_row(string url)
    {
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(app.Address.Host, app.Address.Port, TestContext.Current.CancellationToken);
            var stream = client.GetStream();
            await stream.WriteAsync(
                Encoding.ASCII.GetBytes(
                    $"POST {url} HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\n"
                        + $"{DigestFields.Content}: {ChecksumApp.Sha256(body)}\r\nContent-Length: 5000\r\n\r\na=1"
                ),
                TestContext.Current.CancellationToken
            );
            client.Client.Shutdown(SocketShutdown.Send);
            Assert.DoesNotContain("200 OK", await ReadUntilClosed(stream));
        }
        // The server may close the connection before the request has ended.
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal(0, Rows());
        Assert.True(!Directory.Exists(files) || Directory.GetFiles(files).Length == 0);
    }

    static async Task<string> ReadUntilClosed(Stream stream)
    {
        using var reader = new StreamReader(stream);
        try
        {
            return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        }
        catch (IOException)
        {
            return "";
        }
    }

    async Task<Answer> Keep(params (string, string)[] fields)
    {
        using var content = new ByteArrayContent(body);
        return await app.Post("/keep", content, fields);
    }

    long Rows() =>
        app.InScope(services =>
            services.GetRequiredService<DbConnection>().ExecuteScalar<long>("select count(*) from kept")
        );

    [VerifyDigest]
    [IgnoreAntiforgeryToken]
    public sealed class KeepingModel(DbConnection db) : PageModel
    {
        public void OnPost()
        {
            if (Request.Query.ContainsKey("ran"))
                Response.Headers["X-Ran"] = "1";
            db.Execute("insert into kept (text) values ('kept')");
        }
    }

    public sealed class KeepingPage : Page
    {
        public KeepingModel Model => ViewData.Model;

        public ViewDataDictionary<KeepingModel> ViewData => (ViewDataDictionary<KeepingModel>)PageContext.ViewData;

        public override Task ExecuteAsync()
        {
            WriteLiteral("kept");
            return Task.CompletedTask;
        }
    }
}
