using App.Tests.Testing;

namespace App.Tests.Blueprints.Handbook.Demos;

/// <summary>Fills and submits the list of names in the live example of the chapter <c>sqlalchemy</c>.</summary>
static class NameListSteps
{
    public static async Task<Visitor> Filled(TestLibrary library)
    {
        var visitor = library.NewVisitor();
        await Post(visitor, "fill", "", "", htmx: true);
        return visitor;
    }

    public static async Task<Answer> Post(Visitor visitor, string what, string name, string second, bool htmx) =>
        await visitor.Submit(
            await visitor.Get("/en/patterns/sqlalchemy"),
            "#sqlalchemy-demo",
            new Dictionary<string, string?>
            {
                ["what"] = what,
                ["name"] = name,
                ["second"] = second,
            },
            htmx
        );
}
