using System.Data.Common;
using App.Blueprints.Accounts.Drafts;
using App.Patterns.Uploads;
using App.Tests.Testing;
using Dapper;

namespace App.Tests.Blueprints.Accounts.Drafts;

public sealed class DraftLimitTests
{
    [Theory]
    [InlineData("form#password")]
    [InlineData("form#delete")]
    public async Task Passwords_are_never_stored_in_a_draft(string selector)
    {
        await using var library = await TestLibrary.Start();
        using var alice = await library.SignUp("alice");
        var page = await alice.Get("/en/account/settings");
        UnsentForms.EndSessions(library);
        var passwords = page.FindAll($"{selector} input[type=password]");
        var typed = passwords.ToDictionary(field => field.GetAttribute("name")!, _ => (string?)"s3cret words");
        var signIn = await alice.Submit(page, selector, typed);
        Assert.NotEmpty(signIn.FindAll("form#sign-in"));
        Assert.DoesNotContain("s3cret", signIn.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drafts_over_2_MB_and_files_are_not_kept()
    {
        await using var library = await TestLibrary.Start();
        using var visitor = library.NewVisitor();
        foreach (var (length, isCarried) in new[] { (FormLimits.MaxBytes - 1_000, true),
            (FormLimits.MaxBytes + 1, false) })
        {
            using var content = new MultipartFormDataContent { { new StringContent(new string('a', length)),
                "Form.Note" } };
            using var request = new HttpRequestMessage(HttpMethod.Post, "/en/links/new") { Content = content };
            var answer = await visitor.Send(request);
            Assert.Equal(isCarried ? HttpStatusCode.Unauthorized : HttpStatusCode.SeeOther, answer.Status);
        }
        using var file = new MultipartFormDataContent { { new ByteArrayContent([1, 2, 3]), "Form.File", "a.html" },
            { new StringContent("x"), "Form.Tags" } };
        using var upload = new HttpRequestMessage(HttpMethod.Post, "/en/import") { Content = file };
        Assert.Contains("unsent=1", (await visitor.Send(upload)).Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_keeps_a_limited_number_of_drafts_for_a_day()
    {
        await using var library = await TestLibrary.Start();
        (await library.SignUp("alice")).Dispose();
        var form = new CarriedForm("/en/links/new?draft=3&q=a", "/en/links/new", [new("a", "b")]);
        var urls = Enumerable.Range(0, 7)
            .Select(_ => library.InScope(scope => scope.GetRequiredService<DraftSetup>().Keep(1, form))).ToList();
        Assert.Equal("/en/links/new?q=a&draft=7", urls[^1]);
        Assert.Equal(DraftSetup.MaxDrafts, Count(library, "select count(*) from drafts"));
        library.InScope(scope => scope.GetRequiredService<DbConnection>().Execute("update drafts set created_at = 0"));
        library.InScope(scope => scope.GetRequiredService<DraftSetup>().Keep(1, form));
        Assert.Equal(1, Count(library, "select count(*) from drafts"));
    }

    static long Count(TestLibrary library, string sql) =>
        library.InScope(scope => scope.GetRequiredService<DbConnection>().ExecuteScalar<long>(sql));
}
