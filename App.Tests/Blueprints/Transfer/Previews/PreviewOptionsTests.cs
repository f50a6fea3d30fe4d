using System.Globalization;
using System.Text;
using App.Tests.Blueprints.Transfer.Imports;

namespace App.Tests.Blueprints.Transfer.Previews;

public sealed class PreviewOptionsTests : PreviewLibrary
{
    [Fact]
    public async Task Options_of_the_preview_are_applied_to_the_links()
    {
        var preview = await ada.Preview(Mixed);
        var later = preview
            .FindAll("[name='Form.ExcludedFolders']")
            .Single(box => box.ParentElement!.TextContent.Contains("Later", StringComparison.Ordinal));
        var report = await ada.Confirm(
            preview,
            ("Form.Visibility", "public"),
            ("Form.Tags", "mine"),
            ("Form.MarkUnread", "true"),
            ("Form.FolderTags", "true"),
            ("Form.ExcludedFolders", later.GetAttribute("value"))
        );
        Assert.Equal((1, 1, 1), report.Counts());
        Assert.Equal(2, report.Count("excluded"));
        Assert.Equal(
            "1|1|css,mine,reading,web",
            Column(
                    """
                    select is_public || '|' || is_unread || '|'
                      || (
                          select group_concat(name_key, ',' order by name_key)
                          from tags
                          join link_tags on tags.id = tag_id
                          where link_id = links.id)
                    from links
                    where url like '%/new'
                    """
                )
                .Single()
        );
        Assert.Equal(
            "0",
            Column("select count(*) from link_tags join links on links.id = link_id where url like '%/whole'").Single()
        );
    }

    [Fact]
    public async Task A_report_calls_existing_links_updated_when_the_user_chose_to_update_them()
    {
        var report = await ada.Confirm(await ada.Preview(Mixed), ("Form.Existing", "update"));
        Assert.Equal("Updated", report.Find("dd[data-merged]").PreviousElementSibling!.TextContent);
        Assert.Contains("former title", report.Find("#undo").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Existing_links_can_be_left_unchanged()
    {
        var report = await ada.Confirm(await ada.Preview(Mixed), ("Form.Existing", "leave"), ("Form.Tags", "mine"));
        Assert.Equal((1, 1, 1), report.Counts());
        Assert.Equal(2, report.Count("unchanged"));
        Assert.Equal("", Column("select title from links where url like '%/bare'").Single());
        Assert.Equal(
            "again,css,mine,web",
            Column("select group_concat(name_key, ',' order by name_key) from tags").Single()
        );
    }

    [Fact]
    public async Task The_button_shows_the_number_of_links_for_the_selected_options()
    {
        var preview = await ada.Preview(Mixed);
        Assert.Equal("2", preview.Find("#import-start").GetAttribute("data-links"));
        Assert.Equal(
            "3",
            (await Chosen(preview, ("Form.FolderTags", "true"))).Find("#import-start").GetAttribute("data-links")
        );
        Assert.Equal(
            "1",
            (await Chosen(preview, ("Form.Existing", "leave"))).Find("#import-start").GetAttribute("data-links")
        );
        var reloaded = await ada.Get(preview.Url.AbsolutePath);
        Assert.True(reloaded.Find("[name='Form.Existing'][value=leave]").HasAttribute("checked"));
        Assert.Equal(
            "0",
            (await Chosen(preview, ("Form.Existing", "leave"), ("Form.ExcludedFolders", "1")))
                .Find("#import-start")
                .GetAttribute("data-links")
        );
    }

    [Fact]
    public async Task Invalid_options_are_rejected_and_the_import_does_not_start()
    {
        var preview = await ada.Preview(Mixed);
        var refused = await ada.Submit(
            preview,
            "form#import-options",
            new Dictionary<string, string?> { ["Form.Tags"] = new string('x', 501) }
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.NotEmpty(refused.Find("#Form_Tags-errors li").TextContent);
        Assert.Equal(new string('x', 501), refused.Find("[name='Form.Tags']").GetAttribute("value"));
        Assert.Equal("", Column("select coalesce(confirmed_at, '') from imports order by id desc").First());
    }

    [Fact]
    public async Task Of_many_folders_those_with_the_most_links_can_be_excluded()
    {
        var file = new StringBuilder("<DL>");
        for (var i = 0; i < 400; i++)
            file.Append(CultureInfo.InvariantCulture, $"<DT><H3>Folder {i}</H3><DL>")
                .Insert(file.Length, $"<DT><A HREF=\"https://example.org/{i}\">L</A>", i < 10 ? 2 : 1)
                .Append("</DL>");
        var preview = await ada.Preview(file.ToString());
        Assert.Equal(300, preview.FindAll("[name='Form.ExcludedFolders']").Count);
        Assert.Contains("100 more folders", preview.Text);
    }
}
