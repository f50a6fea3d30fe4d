using App.Tests.Testing;

namespace App.Tests.Pipeline;

/// <summary>Two shared libraries, one with the path base <c>/base</c>. Each has the account <c>walker</c>.</summary>
public sealed class LibrariesByRoot : IAsyncLifetime
{
    readonly Dictionary<string, TestLibrary> libraries = [];

    /// <summary>The libraries by their path base, which is empty for one of them.</summary>
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
