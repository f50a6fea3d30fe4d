using App.Tests.Blueprints.Links;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Tidying;

/// <summary>Starts a library with two links whose URLs differ only in scheme and <c>www</c>.</summary>
static class TidyingLibrary
{
    public static async Task<(TestLibrary, Visitor)> Start()
    {
        var library = await TestLibrary.Start();
        var ada = await library.SignUp("alice");
        await ada.AddLink("http://example.com/", "Old", "old");
        await ada.AddLink("https://www.example.com/", "New", "new");
        return (library, ada);
    }
}
