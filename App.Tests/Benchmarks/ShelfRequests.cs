using App.Blueprints.Shelves;
using App.Tests.Testing;

namespace App.Tests.Benchmarks;

/// <summary>Creates shelves and sends requests to them for <see cref="ShelfBenchmark"/>.</summary>
static class ShelfRequests
{
    public static async Task<HttpStatusCode> Ask(HttpClient http, string host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/en/") { Headers = { Host = host } };
        using var answer = await http.SendAsync(request);
        await answer.Content.CopyToAsync(Stream.Null);
        return answer.StatusCode;
    }

    public static void Create(ShelfOperations keeper, int number)
    {
        var form = new ShelfForm
        {
            Name = $"s{number}",
            Title = $"Shelf {number}",
            Languages = ["en", "de", "fr", "ar"],
        };
        if (keeper.Create(form) is not ShelfProblem.None and var problem)
            throw new InvalidOperationException(problem.ToString());
    }

    public static async Task SignUp(Visitor visitor, string root)
    {
        var page = await visitor.Get($"{root}/en/account/sign-up");
        await visitor.Submit(page, "form#sign-up", new Dictionary<string, string?>
        {
            ["username"] = "adaada",
            ["password"] = "correct horse battery",
            ["confirm"] = "correct horse battery",
            ["accept"] = "true",
        }, follow: false);
    }

    public static async Task AddLink(Visitor visitor, string root, int number) =>
        await visitor.Submit(
            await visitor.Get($"{root}/en/links/new"),
            "form[id^=link-form]",
            new Dictionary<string, string?>
            {
                ["url"] = $"https://example.org/{number}",
                ["title"] = $"Link number {number}",
            },
            follow: false
        );

    public static async Task Ok(Visitor visitor, string address)
    {
        using var answer = await visitor.Http.GetAsync(new Uri(address, UriKind.Relative));
        if (answer.StatusCode != HttpStatusCode.OK)
            throw new InvalidOperationException($"{address}: {answer.StatusCode}");
    }
}
