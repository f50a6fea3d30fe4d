using App.Tests.Testing;

namespace App.Tests.Pipeline;

/// <summary>
/// Two test sites that the tests of a class share, one of them with the path base <c>/base</c>. Each site has the
/// account <c>walker</c>.
/// </summary>
public sealed class LibrariesByRoot : IAsyncLifetime
{
    readonly Dictionary<string, TestLibrary> libraries = [];

    /// <summary>The sites by their path base. The key of the site without a path base is the empty string.</summary>
    public IReadOnlyDictionary<string, TestLibrary> All => libraries;

    public async ValueTask InitializeAsync()
    {
        foreach (var root in (string[])["", "/base"])
        {
            var library = libraries[root] = await TestLibrary.Start(settings => settings with { PathBase = root });
            using var walker = library.NewVisitor();
            var page = await walker.Get($"{root}/en/account/sign-up");
            await walker.Submit(page, "form#sign-up", new Dictionary<string, string?>
            {
                ["username"] = "walker",
                ["password"] = TestLibrary.Password,
                ["confirm"] = TestLibrary.Password,
                ["accept"] = "true",
            });
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var library in libraries.Values) await library.DisposeAsync();
    }
}
