using App.Tests.Blueprints.Transfer.Imports;
using App.Tests.Mounts;
using App.Tests.Testing;

namespace App.Tests.Pipeline;

/// <summary>A shared library with a shelf and with an uploaded file of its account.</summary>
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

    /// <summary>A browser that is signed in as the owner of the uploaded file.</summary>
    public async Task<Visitor> SignIn()
    {
        var ada = Library.NewVisitor();
        await ada.SignIn("adaada");
        return ada;
    }
}
