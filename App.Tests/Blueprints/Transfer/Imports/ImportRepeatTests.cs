using System.Data.Common;
using System.Globalization;
using App.Tests.Testing;
using Dapper;

namespace App.Tests.Blueprints.Transfer.Imports;

/// <summary>Tests imports of links that occur twice in a file or exist already.</summary>
public sealed class ImportRepeatTests : IAsyncLifetime
{
    const string Url = "https://same2.example.com/panel";

    const string Twice = $"""
        <DL><p>
        <DT><H3>Ops</H3>
        <DL><p>
        <DT><A HREF="{Url}" ADD_DATE="1600000000">Router admin</A>
        <DD>Use account ops
        </DL><p>
        <DT><H3>Home</H3>
        <DL><p>
        <DT><A HREF="{Url}" ADD_DATE="1600000001">Reset the modem here</A>
        <DD>Hold the button for ten seconds
        </DL><p>
        </DL><p>
        """;

    TestLibrary library = null!;
    Visitor ada = null!;

    public async ValueTask InitializeAsync()
    {
        library = await TestLibrary.Start();
        ada = await library.SignUp("ada-l");
    }

    public async ValueTask DisposeAsync()
    {
        ada.Dispose();
        await library.DisposeAsync();
    }

    [Fact]
    public async Task A_second_title_and_description_of_a_link_are_added_to_its_note_once()
    {
        const string expected =
            "Router admin|Use account ops|Also saved as\nReset the modem here\nHold the button for ten seconds";
        Assert.Equal((1, 1, 0), (await ada.Import(Twice)).Counts());
        Assert.Equal(expected, Texts());
        Assert.Equal((0, 2, 0), (await ada.Import(Twice)).Counts());
        Assert.Equal(expected, Texts());
        Assert.Equal((0, 2, 0), (await ada.Import(Twice, ("Form.Existing", "update"))).Counts());
        Assert.Equal(expected, Texts());
    }

    [Fact]
    public async Task Repeated_titles_are_added_once_even_if_the_rows_are_far_apart()
    {
        await ada.Import($"<DT><A HREF=\"{Url}\">Router admin</A>");
        // Adds 6,000 rows between the equal rows, so that the import processes the equal rows in different batches
        // (transactions).
        var between = string.Concat(
            Enumerable
                .Range(1, 6_000)
                .Select(i =>
                    string.Create(CultureInfo.InvariantCulture, $"<DT><A HREF=\"https://a.example/{i}\">{i}</A>\n")
                )
        );
        var file =
            $"<DT><A HREF=\"{Url}\">Router admin</A>\n{between}<DT><A HREF=\"{Url}\">Modem</A>\n"
                + $"<DT><A HREF=\"{Url}\">Router admin</A>\n<DT><A HREF=\"{Url}\">Modem</A>\n"
                + $"<DT><A HREF=\"{Url}\">A third</A>";
        Assert.Equal((6_000, 5, 0), (await ada.Import(file)).Counts());
        Assert.Equal("Router admin||Also saved as\nModem\n\nA third", Texts());
        await ada.Import(file);
        Assert.Equal("Router admin||Also saved as\nModem\n\nA third", Texts());
    }

    [Fact]
    public async Task Existing_links_are_updated_from_the_file_and_the_update_can_be_undone()
    {
        await ada.Import($"<DT><A HREF=\"{Url}\" ADD_DATE=\"1500000000\" TAGS=\"old,kept\">Old</A><DD>Old text");
        var report = await ada.Import($"""
            <DT><A HREF="{Url}" ADD_DATE="1600000000" TAGS="new">New</A><DD>New text
            <DT><A HREF="https://other.example/">Other</A>
            """, ("Form.Existing", "update"));
        Assert.Equal((1, 1, 0), report.Counts());
        Assert.Equal(("New|New text|", "new", 1_600_000_000_000), (Texts(), Tags(), Date()));
        await ada.Submit(report, "form#take-back");
        Assert.Equal(("Old|Old text|", "kept,old", 1_500_000_000_000), (Texts(), Tags(), Date()));
    }

    [Fact]
    public async Task An_update_keeps_fields_that_the_file_does_not_contain()
    {
        await ada.Import($"<DT><A HREF=\"{Url}\" ADD_DATE=\"1500000000\" TAGS=\"kept\" NOTES=\"mine\">Old</A><DD>Text");
        await ada.Import($"<DT><A HREF=\"{Url}\"></A>", ("Form.Existing", "update"));
        Assert.Equal(("Old|Text|mine", "kept", 1_500_000_000_000), (Texts(), Tags(), Date()));
    }

    [Fact]
    public async Task The_preview_counts_links_that_would_be_updated()
    {
        await ada.Import($"<DT><A HREF=\"{Url}\" ADD_DATE=\"1500000000\">Old</A>");
        var preview = await ada.Preview($"<DT><A HREF=\"{Url}\" ADD_DATE=\"1600000000\">New</A>");
        Assert.Equal("0", preview.Find("#import-start").GetAttribute("data-links"));
        Assert.NotNull(preview.Find("input[name='Form.Existing'][value=update]"));
        var report = await ada.Confirm(preview, ("Form.Existing", "update"));
        Assert.Equal((0, 1, 0), report.Counts());
        Assert.Equal("New||", Texts());
    }

    string Texts() =>
        Value<string>($"select title || '|' || description || '|' || note from links where url = '{Url}'");

    string Tags() =>
        Value<string>(
            $"""
            select group_concat(name, ',' order by name)
            from tags
            join link_tags on tag_id = tags.id
            join links on links.id = link_id
            where url = '{Url}'
            """
        );

    long Date() => Value<long>($"select created_at from links where url = '{Url}'");

    T Value<T>(string sql) =>
        library.InScope(services => services.GetRequiredService<DbConnection>().QuerySingle<T>(sql));
}
