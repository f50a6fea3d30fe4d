using App.Patterns.Http;

namespace App.Blueprints.Handbook.Demos.AppFactories;

/// <summary>
/// Shows two applications that one factory builds, and the notes of this visitor that each application stores.
/// </summary>
public sealed class AppFactoriesDemo(Notebooks notebooks, BrowserCookie browser) : Demonstration
{
    public override string Slug => "appfactories";

    public override string Partial => "_AppFactories";

    public IReadOnlyList<MadeNotebook> Notebooks => notebooks.All;

    public Task<IReadOnlyList<string>> NotesIn(MadeNotebook notebook)
    {
        ArgumentNullException.ThrowIfNull(notebook);
        return notebook.Read(browser.Key);
    }

    /// <summary>Sends a note to one of the applications. The first note builds the application.</summary>
    public Task Write(string? name, string text) =>
        (notebooks.All.FirstOrDefault(notebook => notebook.Settings.Name == name) ?? notebooks.All[0]).Write(
            browser.Remember(),
            text
        );
}
