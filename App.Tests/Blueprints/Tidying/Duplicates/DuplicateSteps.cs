using App.Blueprints.Links;
using App.Blueprints.Links.Changes;
using App.Blueprints.Links.Lists;
using App.Tests.Blueprints.Links;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Tidying.Duplicates;

/// <summary>Starts a library with two duplicate links and reads the links of the account.</summary>
static class DuplicateSteps
{
    public static async Task<(TestLibrary, Visitor)> Start()
    {
        var library = await TestLibrary.Start();
        var ada = await library.SignUp("alice");
        await ada.AddLink("http://example.com/", "<b>Old", "old", "Old note");
        await ada.AddLink("https://www.example.com/", "New", "new", isPublic: true);
        return (library, ada);
    }

    public static Link[] Living(TestLibrary library) => library.InScope(services =>
    {
        var found = services.GetRequiredService<LinkSearchStore>().Find(1, new LinkQuery(), 1).Items;
        return services.GetRequiredService<LinkBatchStore>().Read(1, [.. found.Select(link => link.Id)]).ToArray();
    });
}
