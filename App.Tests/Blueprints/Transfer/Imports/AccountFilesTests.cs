using System.Text;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Transfer.Imports;

public sealed class AccountFilesTests
{
    static readonly string file = BookmarkSample.Of(200);

    static long Room => (2 * Encoding.UTF8.GetByteCount(file)) + 100;

    [Fact]
    public async Task A_file_over_the_account_limit_is_rejected_until_another_is_deleted()
    {
        await using var library = await TestLibrary.Start(settings => settings with { MaxAccountBytes = Room });
        using var alice = await library.SignUp("alice");
        var first = await alice.Import(file);
        await alice.Import(BookmarkSample.Of(200, "example.net"));
        var refused = await alice.SendFile(
            Encoding.UTF8.GetBytes(BookmarkSample.Of(200, "example.com")), "bookmarks.html");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.StartsWith(
            "There is no space for this file",
            refused.Find("form#import-form ul.errors[id] li").TextContent,
            StringComparison.Ordinal
        );
        var used = Directory
            .EnumerateFiles(library.Settings.UploadsDirectory, "*", SearchOption.AllDirectories)
            .Sum(path => new FileInfo(path).Length);
        var account = await alice.Get("/backend/en/accounts/1");
        Assert.Equal($"{used}", account.Find("[data-file-bytes]").GetAttribute("data-file-bytes"));
        await alice.ConfirmDeletion(await alice.Submit(first, "form#delete-file"));
        Assert.Equal(HttpStatusCode.SeeOther,
            (await alice.SendFile(
                Encoding.UTF8.GetBytes(BookmarkSample.Of(200, "example.com")), "bookmarks.html")).Status);
    }

    [Fact]
    public async Task Parallel_uploads_do_not_exceed_the_account_limit()
    {
        await using var library = await TestLibrary.Start(settings => settings with { MaxAccountBytes = Room });
        using var alice = await library.SignUp("alice");
        var answers = await Task.WhenAll(Enumerable.Range(0, 6)
            .Select(i => alice.SendFile(
                Encoding.UTF8.GetBytes(BookmarkSample.Of(200, $"example{i}.org")[..^1]), "bookmarks.html")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answers.Select(answer => answer.Status).Max());
        var used = Directory.EnumerateFiles(library.Settings.UploadsDirectory, "*", SearchOption.AllDirectories)
            .Sum(path => new FileInfo(path).Length);
        Assert.InRange(used, 1, Room);
    }
}
