using App.Tests.Blueprints.Transfer.Imports;

namespace App.Tests.Blueprints.Transfer.Previews;

public sealed class PreviewStartTests : PreviewLibrary
{
    [Fact]
    public async Task An_import_starts_once_even_if_the_button_is_pressed_several_times()
    {
        var preview = await ada.Preview(Mixed);
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(_ => ada.Submit(preview, "form#import-options", follow: false))
        );
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.SeeOther, answer.Status));
        await ada.Finished(preview.Url.AbsolutePath);
        Assert.Equal("2", Column("select count(*) from task_runs where task = 'transfer.import.task'").Single());
        Assert.Equal("1", Column("select added from imports order by id desc").First());
    }

    [Fact]
    public async Task A_discarded_preview_is_deleted_with_its_file()
    {
        var preview = await ada.Preview(Mixed);
        var list = await ada.Submit(preview, "form#discard");
        Assert.Equal("/en/import", list.Url.AbsolutePath);
        Assert.Equal(HttpStatusCode.NotFound, (await ada.Get(preview.Url.AbsolutePath)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await ada.Submit(preview, "form#import-options")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Chosen(preview)).Status);
        Assert.Single(Directory.GetFiles(Path.Combine(library.Settings.UploadsDirectory, "imports")));
        var second = await ada.Preview(Mixed);
        Assert.NotEqual(preview.Url, second.Url);
        await ada.Submit(second, "form#discard");
        Assert.Equal(
            "0",
            Column(
                    """
                    select (select count(*) from import_rows)
                        + (select count(*) from import_folders)
                        + (select count(*) from import_previews)
                    """
                )
                .Single()
        );
    }

    [Fact]
    public async Task A_started_import_cannot_be_discarded()
    {
        var preview = await ada.Preview(Mixed);
        var report = await ada.Confirm(preview);
        var refused = await ada.Submit(preview, "form#discard");
        Assert.Equal(report.Url.AbsolutePath, refused.Url.AbsolutePath);
        Assert.Equal(1, refused.Count("added"));
    }
}
