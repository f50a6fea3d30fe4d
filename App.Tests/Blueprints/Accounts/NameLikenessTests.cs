using System.Data.Common;
using App.Blueprints.Accounts;
using App.Tests.Testing;
using Dapper;

namespace App.Tests.Blueprints.Accounts;

/// <summary>Tests that an account name is rejected when it looks like an existing name.</summary>
public sealed class NameLikenessTests
{
    [Theory]
    // Cyrillic letters that look like Latin letters, in lower and upper case.
    [InlineData("сосо", "coco")]
    [InlineData("орех", "opex")]
    [InlineData("ВОВ", "Bob")]
    [InlineData("НОТ", "hot")]
    // Greek and Armenian letters that look like Latin letters.
    [InlineData("ΑΝΝΑ", "anna")]
    [InlineData("νονο", "vovo")]
    [InlineData("սոսո", "unun")]
    [InlineData("օսօս", "ouou")]
    // Hebrew letters that look like Latin letters.
    [InlineData("סוסו", "olol")]
    // Arabic letters that look like other Arabic letters.
    [InlineData("علی", "على")]
    [InlineData("مكتبة", "مکتبه")]
    [InlineData("أحمد", "احمد")]
    // Names that differ only in diacritics, letter width, case or compatibility forms.
    [InlineData("Zoë", "zoe")]
    [InlineData("ＡＢＣＤ", "abcd")]
    [InlineData("ﬁsh", "fish")]
    [InlineData("straße", "strasse")]
    [InlineData("ıris", "iris")]
    [InlineData("ΣΊΣΥΦΟΣ", "ΣΙΣΥΦΟΣ")]
    public void Similar_looking_names_have_the_same_skeleton(string one, string other) =>
        Assert.Equal(NameSkeleton.Of(other), NameSkeleton.Of(one));

    [Theory]
    [InlineData("miriam", "mirjam")]
    [InlineData("вова", "bobа")]
    [InlineData("nana", "vava")]
    [InlineData("محمد", "حمد")]
    [InlineData("a-b-c", "a.b.c")]
    public void Distinguishable_names_have_different_skeletons(string one, string other) =>
        Assert.NotEqual(NameSkeleton.Of(other), NameSkeleton.Of(one));

    [Fact]
    public void Every_confusable_letter_maps_to_one_stable_letter()
    {
        foreach (var letter in "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧАВЕЅІЈКМНОРСТУХՍՕՏԼՈՀαγικνορτυχаеѕіјорсухһսօոհցסוןחטیکہة")
        {
            var skeleton = NameSkeleton.Of($"{letter}");
            Assert.NotEqual($"{letter}", skeleton);
            Assert.Single(skeleton);
            Assert.Equal(skeleton, NameSkeleton.Of(skeleton));
        }
    }

    [Theory]
    [InlineData("аlice", "A name cannot mix letters of different alphabets.")]
    [InlineData("aliceא", "A name cannot mix letters of different alphabets.")]
    [InlineData("ΑlpΗa", "A name cannot mix letters of different alphabets.")]
    [InlineData("соса", null)]
    [InlineData("сосо", "This name is too similar to one that is taken.")]
    [InlineData("COCO", "This name is taken.")]
    [InlineData("côcô", "This name is too similar to one that is taken.")]
    [InlineData("....", "A name needs at least one letter, digit or emoji.")]
    [InlineData("_-_-", "A name needs at least one letter, digit or emoji.")]
    [InlineData("東京abc", null)]
    [InlineData("محمد٣", null)]
    public async Task Sign_up_and_the_account_command_reject_confusable_names(string name, string? problem)
    {
        await using var library = await TestLibrary.Start();
        (await library.SignUp("coco")).Dispose();
        using var visitor = library.NewVisitor();
        var answer = await visitor.Submit(
            await visitor.Get("/en/account/sign-up"), "form#sign-up", new Dictionary<string, string?>
            {
                ["username"] = name,
                ["password"] = TestLibrary.Password,
                ["confirm"] = TestLibrary.Password,
                ["accept"] = problem is null ? null : "true",
            }, follow: false);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal(problem, answer.FindAll("#Form_Username-errors li").Select(error => error.TextContent)
            .SingleOrDefault());
        Assert.Equal(problem, library.InScope(
            scope => scope.GetRequiredService<AccountCommands>().Add(name, TestLibrary.Password)));
    }

    [Fact]
    public async Task Existing_confusable_names_remain_valid_and_block_new_similar_names()
    {
        await using var library = await TestLibrary.Start();
        foreach (var name in new[] { "coco", "сосо", "anna" })
            library.InScope(scope => scope.GetRequiredService<AccountStore>()
                .Add($"{name}-x", "", "en", DateTimeOffset.UtcNow));
        library.InScope(scope => scope.GetRequiredService<DbConnection>().Execute("""
            update accounts
            set skeleton = null;
            insert into accounts (name, name_key, password_hash, language, created_at)
            values ('сосо-x', 'сосо-x', '', 'en', 0);
            """));
        Assert.Null(library.InScope(
            scope => scope.GetRequiredService<AccountStore>().Add("côco-x", "", "en", DateTimeOffset.UtcNow)));
        Assert.Null(library.InScope(
            scope => scope.GetRequiredService<AccountStore>().Add("ΑΝΝΑ-X", "", "en", DateTimeOffset.UtcNow)));
        Assert.Equal(["anna-x", "coco-x", "сосо-x"], library.InScope(scope =>
            scope.GetRequiredService<DbConnection>()
                .Query<string>("select name from accounts order by name").ToList()));
        Assert.Equal(0, library.InScope(scope =>
            scope.GetRequiredService<DbConnection>()
                .ExecuteScalar<long>("select count(*) from accounts where skeleton is null")));
    }
}
