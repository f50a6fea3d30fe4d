using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using App.Patterns.RequestChecksums;
using App.Tests.Patterns.RequestChecksums;
using App.Tests.Testing;
using Dapper;

namespace App.Tests.Blueprints.Transfer.Imports;

/// <summary>
/// Base class for tests: a library with an account that uploads a bookmark file together with a digest (a checksum in
/// a request header).
/// </summary>
public abstract class DigestUploads : IAsyncLifetime
{
    private protected static readonly byte[] file =
        Encoding.UTF8.GetBytes("<DT><A HREF=\"https://example.org/a\">A</A>");

    private protected TestLibrary library = null!;
    private protected Visitor ada = null!;

    public async ValueTask InitializeAsync()
    {
        library = await TestLibrary.Start();
        ada = await library.SignUp("ada-l");
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        ada.Dispose();
        await library.DisposeAsync();
    }

    private protected static Task<Answer> Send(
        Visitor visitor,
        Func<byte[], (string Name, string Value)>? field,
        params (string Name, string Value)[] choices
    ) => Send(visitor, field, "text/html", choices: choices);

    private protected static async Task<Answer> Send(
        Visitor visitor,
        Func<byte[], (string Name, string Value)>? field,
        string accept = "text/html",
        bool htmx = false,
        string? token = null,
        params (string Name, string Value)[] choices
    )
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent(token ?? await Token(visitor)), "__RequestVerificationToken" },
        };
        foreach (var (name, value) in choices)
            form.Add(new StringContent(value), name);
        form.Add(new ByteArrayContent(file), "Form.File", "bookmarks.html");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/en/import") { Content = form };
        request.Headers.Add("Accept", accept);
        if (htmx)
            request.Headers.Add("HX-Request", "true");
        if (field?.Invoke(await form.ReadAsByteArrayAsync()) is { } sent)
            request.Headers.TryAddWithoutValidation(sent.Name, sent.Value);
        return await visitor.Send(request);
    }

    private protected static async Task<string> Token(Visitor visitor) =>
        (await visitor.Get("/en/import")).Find("#import-form [name=__RequestVerificationToken]").GetAttribute("value")!;

    private protected static string Digest(string algorithm, byte[] body) => algorithm switch
    {
        "sha-256" => DigestFields.Format(algorithm, SHA256.HashData(body)),
        "sha-512" => DigestFields.Format(algorithm, SHA512.HashData(body)),
        _ => ChecksumApp.Sha1(body),
    };

    private protected string[] Files() => Directory.Exists(Path.Combine(library.Settings.UploadsDirectory, "imports"))
        ? Directory.GetFiles(Path.Combine(library.Settings.UploadsDirectory, "imports"))
        : [];

    private protected List<string> Column(string sql) =>
        library.InScope(services => services.GetRequiredService<DbConnection>().Query<string>(sql).AsList());
}
