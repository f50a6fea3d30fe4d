using App.Tests.Blueprints.Transfer.Imports;
using App.Tests.Mounts;
using App.Tests.Testing;

namespace App.Tests.Pipeline;

/// <summary>
/// A test site that the tests of a class share, with a shelf (a separate library of links) and an account with an
/// uploaded file.
/// </summary>
public sealed class RangeLibrary : SharedLibrary
{
    protected override Task<TestLibrary> Start() =>
        TestLibrary.Start(settings => settings with { Worker = WorkerMode.External });

    protected override async Task Fill()
    {
        Library.AddShelf("bob");
        using var ada = await Library.SignUp("adaada");
        await ada.SendFile("<DT><A HREF=\"https://file.example/\">File</A>"u8.ToArray(), "bookmarks.html");
    }

    /// <summary>Returns a new browser that is signed in as the owner of the uploaded file.</summary>
    public async Task<Visitor> SignIn()
    {
        var ada = Library.NewVisitor();
        await ada.SignIn("adaada");
        return ada;
    }
}
