using System.Data.Common;
using App.Tests.Blueprints.Transfer.Imports;
using App.Tests.Testing;
using Dapper;

namespace App.Tests.Blueprints.Transfer.Previews;

/// <summary>Base class for tests: a library with an account that previews a bookmark file.</summary>
public abstract class PreviewLibrary : IAsyncLifetime
{
    private protected const string Mixed = """
        <!DOCTYPE NETSCAPE-Bookmark-file-1>
        <DL><p>
        <DT><H3>Reading</H3>
        <DL><p>
        <DT><A HREF="https://example.org/new" ADD_DATE="1500000000" TAGS="web,css" PRIVATE="0" TOREAD="1">New</A>
        <DT><A HREF="https://example.org/bare" ADD_DATE="1600000000" TAGS="web">Bare, and now with a title</A>
        <DT><H3>Later</H3>
        <DL><p>
        <DT><A HREF="https://example.org/whole" ADD_DATE="nonsense">Whole</A>
        <DT><A HREF="https://example.org/new/" TAGS="again">New again</A>
        </DL><p>
        </DL><p>
        <DT><A HREF="javascript:alert(1)">Bookmarklet</A>
        </DL><p>
        """;

    private protected TestLibrary library = null!;
    private protected Visitor ada = null!;

    public async ValueTask InitializeAsync()
    {
        library = await TestLibrary.Start();
        ada = await library.SignUp("ada-l");
        await ada.Import("""
            <DL><DT><H3>Kept</H3><DL>
            <DT><A HREF="https://example.org/bare" ADD_DATE="1400000000"></A>
            <DT><A HREF="https://example.org/whole" ADD_DATE="1400000000">Whole</A>
            </DL></DL>
            """);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        ada.Dispose();
        await library.DisposeAsync();
    }

    private protected async Task<Answer> Chosen(Answer preview, params (string Name, string Value)[] choices)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, preview.Url.AbsolutePath + "/options")
        {
            Content = new FormUrlEncodedContent(
                choices
                    .Append(
                        (
                            "__RequestVerificationToken",
                            preview.Find("#import-options [name=__RequestVerificationToken]").GetAttribute("value")!
                        )
                    )
                    .Select(choice => KeyValuePair.Create(choice.Item1, choice.Item2))
            ),
        };
        request.Headers.Add("HX-Request", "true");
        return await ada.Send(request);
    }

    private protected List<string> Column(string sql) =>
        library.InScope(services => services.GetRequiredService<DbConnection>().Query<string>(sql).AsList());
}
