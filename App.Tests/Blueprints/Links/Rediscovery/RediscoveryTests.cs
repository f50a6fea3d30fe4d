using App.Blueprints.Links;
using App.Blueprints.Links.Rediscovery;
using App.Tests.Architecture;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Links.Rediscovery;

public sealed class RediscoveryTests : IDisposable
{
    readonly LinkStoreFixture desk = new();

    public void Dispose() => desk.Dispose();

    static DateTimeOffset Day(int year, int month, int day, int hour = 12) =>
        new(year, month, day, hour, 0, 0, TimeSpan.Zero);

    long Save(DateTimeOffset when, long? account = null)
    {
        var content = new LinkContent
        {
            Url = LinkUrl.Parse($"https://example.com/{Guid.NewGuid():N}")!,
            Title = when.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        };
        return desk.Links.Add(account ?? desk.Ada, content, when)!.Id;
    }

    IReadOnlyList<long> On(DateTimeOffset now)
    {
        var today = OnThisDay.Of(now);
        var found = desk.Get<RediscoveryStore>().OfDay(desk.Ada, today.Days, today.YearBegin, 50);
        Assert.Equal(found.Count, desk.Get<RediscoveryStore>().CountOfDay(desk.Ada, today.Days, today.YearBegin));
        return found;
    }

    [Fact]
    public void On_this_day_lists_links_of_earlier_years_with_the_newest_first()
    {
        var (old, older) = (Save(Day(2025, 11, 22, 0)), Save(Day(2019, 11, 22, 23)));
        Save(Day(2026, 11, 22, 1));
        Save(Day(2025, 11, 21, 23));
        Save(Day(2025, 11, 23, 0));
        Save(Day(2025, 11, 22), desk.NewAccount("bob"));
        var (archived, trashed) = (Save(Day(2018, 11, 22)), Save(Day(2017, 11, 22)));
        desk.Links.SetArchived(desk.Ada, archived, true, LinkStoreFixture.Now);
        desk.Trash.Put(desk.Ada, trashed, LinkStoreFixture.Now);
        Assert.Equal([old, older], On(LinkStoreFixture.Now));
        Assert.Empty(On(Day(2026, 11, 24)));
    }

    [Fact]
    public void Links_of_a_leap_day_are_listed_every_year()
    {
        var (leap, before, after) = (Save(Day(2020, 2, 29)), Save(Day(2021, 2, 28)), Save(Day(2022, 3, 1)));
        Assert.Equal([leap], On(Day(2024, 2, 29)));
        Assert.Equal([before], On(Day(2024, 2, 28)));
        Assert.Equal([before, leap], On(Day(2023, 2, 28)));
        Assert.Equal([after], On(Day(2023, 3, 1)));
    }

    [Fact]
    public void A_random_link_is_an_old_one_and_every_old_link_can_be_chosen()
    {
        var store = desk.Get<RediscoveryStore>();
        var random = new Random(7);
        var before = LinkStoreFixture.Now.AddDays(-30);
        Assert.Null(store.Any(desk.Ada, before, random));
        var young = Enumerable.Range(0, 3).Select(i => Save(LinkStoreFixture.Now.AddDays(-i))).ToList();
        Assert.All(Enumerable.Range(0, 50), _ => Assert.Contains(store.Any(desk.Ada, before, random)!.Value, young));
        var old = Enumerable.Range(1, 12).Select(i => Save(LinkStoreFixture.Now.AddYears(-i))).ToList();
        Save(LinkStoreFixture.Now.AddYears(-3), desk.NewAccount("bob"));
        Assert.Equal(
            old,
            Enumerable.Range(0, 500).Select(_ => store.Any(desk.Ada, before, random)!.Value).Distinct().Order()
        );
    }

    [Fact]
    public void A_single_old_link_is_found_among_many_new_ones()
    {
        var store = desk.Get<RediscoveryStore>();
        var old = Save(Day(2001, 1, 1));
        for (var i = 0; i < 200; i++) Save(LinkStoreFixture.Now.AddMinutes(-i));
        var random = new Random(1);
        for (var i = 0; i < 30; i++) Assert.Equal(old, store.Any(desk.Ada, LinkStoreFixture.Now.AddDays(-30), random));
    }

    [Fact]
    public async Task The_pages_On_this_day_and_Random_link_work()
    {
        await using var library = await TestLibrary.Start();
        using var ada = await library.SignUp("ada1");
        Assert.Empty((await ada.Get("/en/links/on-this-day")).FindAll("article"));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/en/links/random");
        Assert.Equal("/en/links", (await ada.Send(request)).Location!.OriginalString);
        var today = DateTimeOffset.UtcNow;
        foreach (var years in (int[])[1, 1, 4])
            library.InScope(scope =>
            {
                var url = LinkUrl.Parse($"https://example.com/{Guid.NewGuid():N}")!;
                // On February 29, AddYears(-1) returns February 28, so the link is not from this day of an earlier
                // year. The test therefore ends early on that day.
                return scope
                    .GetRequiredService<LinkStore>()
                    .Add(1, new LinkContent { Url = url, Title = $"{years} years" }, today.AddYears(-years));
            });
        if (today is { Month: 2, Day: 29 }) return;
        var page = await ada.Get("/en/links/on-this-day");
        Assert.Equal("3", page.Total());
        Assert.Equal(
            [.. new[] { 1, 4 }.Select(years => $"{today.Year - years}")],
            page.FindAll("main section > h2").Select(year => year.TextContent)
        );
        Assert.Equal(3, page.FindAll("section article.link h3").Count);
        Assert.Empty(HtmlRules.Problems(page.Document));
        Assert.Equal(3, (await ada.Get("/en/")).FindAll(".strip li").Count);
        Assert.Equal(HttpStatusCode.NotFound, (await ada.Get("/en/links/on-this-day?page=2")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await ada.Get("/en/links/on-this-day?page=99999")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await ada.Get("/en/links/on-this-day?page=x")).Status);

        using var again = new HttpRequestMessage(HttpMethod.Get, "/en/links/random");
        var answer = await ada.Send(again);
        Assert.Equal((HttpStatusCode.Redirect, "no-store"), (answer.Status, answer.Headers["Cache-Control"]));
        Assert.Matches("^/en/links/[123]$", answer.Location!.OriginalString);

        var starred = await ada.Press(page, "section .star");
        Assert.Equal("/en/links/on-this-day", starred.Url.AbsolutePath);
        Assert.Single(starred.FindAll("[aria-pressed='true'].star"));
    }
}
