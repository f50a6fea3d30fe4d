using App.Blueprints.Shelves;
using App.Tests.Testing;

namespace App.Tests.Mounts;

/// <summary>
/// Methods for tests that create shelves, open them in a browser, sign up and add links. A shelf is a separate library
/// of links, mounted under <c>/~name</c>.
/// </summary>
static class ShelfFixture
{
    public static ShelfForm Form(
        string name,
        string? title = null,
        string colour = "blue",
        bool signUpOpen = true,
        params string[] languages
    ) =>
        new()
        {
            Name = name,
            Title = title ?? $"The {name}",
            Colour = colour,
            SignUpOpen = signUpOpen,
            Languages = languages.Length == 0 ? ["en", "de", "fr", "ar"] : languages,
        };

    public static ShelfOperations Keeper(this TestLibrary library) =>
        library.Services.GetRequiredService<ShelfOperations>();

    public static void AddShelf(
        this TestLibrary library,
        string name,
        string? title = null,
        string colour = "blue",
        bool signUpOpen = true,
        params string[] languages
    ) => Assert.Equal(ShelfProblem.None, library.Keeper().Create(Form(name, title, colour, signUpOpen, languages)));

    /// <summary>Returns a new browser that opens a shelf by its subdomain.</summary>
    public static Visitor VisitorOf(this TestLibrary library, string shelf, string language = "en") =>
        new(new UriBuilder(library.Address) { Host = $"{shelf}.localhost" }.Uri, language);

    /// <summary>
    /// Signs up with the given browser in the shelf of its host, or in the shelf at the path <paramref name="root"/>.
    /// Returns the browser.
    /// </summary>
    public static async Task<Visitor> SignUpAt(this Visitor visitor, string name, string root = "")
    {
        var page = await visitor.Get($"{root}/en/account/sign-up");
        var answer = await visitor.Submit(page, "form#sign-up", new Dictionary<string, string?>
        {
            ["username"] = name,
            ["password"] = TestLibrary.Password,
            ["confirm"] = TestLibrary.Password,
            ["accept"] = "true",
        }, follow: false);
        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
        return visitor;
    }

    public static async Task<HttpStatusCode> StatusOf(this Visitor visitor, string url)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        return (await visitor.Send(request)).Status;
    }

    public static async Task AddLink(this Visitor visitor, string title, string root = "")
    {
        var page = await visitor.Get($"{root}/en/links/new");
        var answer = await visitor.Submit(
            page,
            "form[id^=link-form]",
            new Dictionary<string, string?>
            {
                ["url"] = $"https://example.org/{Uri.EscapeDataString(title)}",
                ["title"] = title,
            },
            follow: false
        );
        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
    }
}
