using System.Reflection;
using App.Blueprints.Links;
using App.Blueprints.Links.Changes;
using App.Blueprints.Links.Imports;
using App.Patterns.Localization;
using App.Patterns.Localization.Texts;

namespace App.Tests.Blueprints.Links;

/// <summary>
/// Tests that <see cref="LinkSchema"/> lists every field of a link, and that each listed field can be stored, imported,
/// undone and shown in the history.
/// </summary>
public sealed class LinkSchemaTests : IDisposable
{
    readonly LinkStoreFixture desk = new();

    public void Dispose() => desk.Dispose();

    public static TheoryData<string> Names => [.. LinkSchema.All.Select(one => one.Name)];

    public static TheoryData<string> Texts => [.. LinkSchema.Texts.Select(text => text.Name)];

    readonly Catalogues texts = new(typeof(LibraryApp).Assembly, new Languages(["en"]));

    static readonly IReadOnlyList<PropertyInfo> properties = typeof(LinkFields).GetProperties(
        BindingFlags.Public | BindingFlags.Instance);

    [Fact]
    public void Each_property_has_one_row_and_each_row_reads_and_sets_its_own_property()
    {
        Assert.Equal(
            properties.Select(property => property.Name).Order(),
            LinkSchema.Texts.Select(PropertyOf).Concat(LinkSchema.Flags.Select(PropertyOf)).Order()
        );
        Assert.Equal(LinkSchema.All.Count, LinkSchema.All.Select(field => field.Name).Distinct().Count());
        foreach (var text in LinkSchema.Texts)
        {
            var changed = text.With(new LinkFields(), "text");
            Assert.Equal("text", text.Of(changed));
            Assert.Equal([PropertyOf(text)], Differing(changed));
        }
        foreach (var flag in LinkSchema.Flags)
        {
            var changed = flag.With(new LinkFields(), true);
            Assert.True(flag.Of(changed));
            Assert.Equal([PropertyOf(flag)], Differing(changed));
        }
    }

    [Fact]
    public void Each_text_and_state_that_a_stored_link_has_belongs_to_the_table()
    {
        // The other properties of a stored link: identity, derived values, tags and the trash.
        string[] others = ["Id", "UrlKey", "Site", "UpdatedAt", "DeletedAt", "Version", "TagList"];
        Assert.Equal(
            typeof(Link).GetProperties().Where(property => property.SetMethod is not null).Select(one => one.Name)
                .Except(others).Order(),
            LinkSchema.All.Select(PropertyOf).Order()
        );
    }

    [Theory, MemberData(nameof(Names))]
    public void Each_field_is_stored_changed_shown_in_the_history_and_undone(string name)
    {
        var field = Field(name);
        var id = desk.Add("https://example.org/", "Title");
        var before = desk.Links.Find(desk.Ada, id)!;
        var after = field.Set(before, Example(field));
        var change = desk.Changes.Begin(desk.Ada, LinkChangeKind.Bulk, LinkStoreFixture.Now);
        Assert.Equal([id], desk.Get<LinkBatchStore>().Write(desk.Ada, change, [(before, after)], LinkStoreFixture.Now));

        var stored = desk.Links.Find(desk.Ada, id)!;
        Assert.All(LinkSchema.All, one => Assert.Equal(one.Get(after), one.Get(stored)));

        var entry = Assert.Single(desk.Get<LinkHistoryStore>().Entries(desk.Ada, id, 10));
        var delta = LinkDelta.Read(entry.Before);
        Assert.Equal([(field, field.Get(before))], delta.Values.Select(value => (value.Key, value.Value)));
        Assert.Equal(field.IsContent, delta.IsContent);

        var step = LinkHistoryStep.Of(stored, [entry]).Single();
        var difference = Assert.Single(step.Differences(texts));
        Assert.False(texts[field.Label].ResourceNotFound);
        Assert.Equal(texts[field.Label].Value, difference.Label);
        Assert.NotEqual(difference.Before, difference.After);

        Assert.Equal(field.Get(before), field.Get(delta.Undo(stored, [], LinkStoreFixture.Now)));
        // Undoes the change after a later change of the same field. The undo must keep the later value of a text field,
        // but must reset a state such as "archived".
        var kept = field.Get(delta.Undo(stored, [delta], LinkStoreFixture.Now));
        Assert.Equal(field.IsText ? field.Get(stored) : field.Get(before), kept);
        // Restoring an old version of a link restores its texts and its date, but not states such as "archived".
        Assert.Equal(field.IsContent || field == LinkSchema.CreatedAt, step.CanRestore(stored));
    }

    [Fact]
    public void Each_shared_field_of_an_imported_link_is_stored()
    {
        var row = new LinkImport(Filled()) { Url = LinkUrl.Parse("https://example.org/")! };
        var stored = desk.Links.Find(desk.Ada, desk.Import(desk.Ada, row)[0].Id)!;
        Assert.All(LinkSchema.Texts, text => Assert.Equal(text.Of(row), text.Of(stored)));
        Assert.All(LinkSchema.Flags, flag => Assert.True(flag.Of(stored)));
    }

    [Fact]
    public void Each_shared_field_of_an_added_link_is_stored()
    {
        var content = new LinkContent(Filled()) { Url = LinkUrl.Parse("https://example.org/")! };
        var stored = desk.Links.Find(desk.Ada, desk.Links.Add(desk.Ada, content, LinkStoreFixture.Now)!.Id)!;
        Assert.All(LinkSchema.Texts, text => Assert.Equal(text.Of(content), text.Of(stored)));
        Assert.All(LinkSchema.Flags, flag => Assert.True(flag.Of(stored)));
    }

    [Theory, MemberData(nameof(Texts))]
    public void Each_text_is_merged_into_an_empty_one_and_never_replaced(string name)
    {
        var text = (LinkText)Field(name);
        var url = LinkUrl.Parse("https://example.org/")!;
        var stored = desk.Links.Find(desk.Ada, desk.Add(url.Address))!;
        var other = stored with { Id = stored.Id + 1 };
        var more = text.With(new LinkImport { Url = url }, "other");

        Assert.Equal("other", text.Of(stored.Completed(more)));
        Assert.Equal("other", text.Of(Merged(stored, text.With(other, "other"))));
        var own = text.With(stored, "own");
        Assert.StartsWith("own", text.Of(own.Completed(more)), StringComparison.Ordinal);
        Assert.StartsWith("own", text.Of(Merged(own, text.With(other, "other"))), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Texts))]
    public void Each_text_of_a_later_row_fills_the_empty_text_of_an_earlier_row(string name)
    {
        var text = (LinkText)Field(name);
        var row = new LinkImport { Url = LinkUrl.Parse("https://example.org/")! };
        var id = desk.Import(desk.Ada, row, text.With(row, "later"))[0].Id;
        Assert.Equal("later", text.Of(desk.Links.Find(desk.Ada, id)!));
    }

    [Theory, MemberData(nameof(Texts))]
    public void An_import_that_updates_links_replaces_only_the_texts_marked_for_it(string name)
    {
        var text = (LinkText)Field(name);
        var row = new LinkImport { Url = LinkUrl.Parse("https://example.org/")! };
        var id = desk.Import(desk.Ada, text.With(row, "own"))[0].Id;
        var change = desk.Changes.Begin(desk.Ada, LinkChangeKind.Imported, LinkStoreFixture.Now);
        desk.Get<LinkImportStore>().Import(
            desk.Ada, change, [text.With(row, "other")], LinkStoreFixture.Now, ImportMode.Update);
        var value = text.Of(desk.Links.Find(desk.Ada, id)!);
        Assert.Equal(text.IsUpdatedByImport, !value.StartsWith("own", StringComparison.Ordinal));
    }

    [Fact]
    public void Each_edited_field_is_in_the_link_form()
    {
        var stored = new LinkContent(Filled()) { Url = LinkUrl.Parse("https://example.org/")! };
        var link = desk.Links.Find(desk.Ada, desk.Links.Add(desk.Ada, stored, LinkStoreFixture.Now)!.Id)!;
        var content = LinkForm.Of(link).ToContent();
        Assert.True(content.IsSameAs(link));
        foreach (var text in LinkSchema.Texts)
        {
            Assert.Equal(text.IsEdited ? text.Of(link) : "", text.Of(content));
            Assert.Equal(text.IsEdited, typeof(LinkForm).GetProperty(PropertyOf(text)) is not null);
            Assert.Equal(!text.IsEdited, text.With(content, "edited").IsSameAs(link));
        }
        Assert.All(LinkSchema.Flags, flag => Assert.Equal(flag.IsEdited, flag.Of(content)));
    }

    static Link Merged(Link kept, Link other) => LinkMerge.Of(kept, [other], LinkStoreFixture.Now)[0].After;

    static LinkField Field(string name) => LinkSchema.All.Single(field => field.Name == name);

    static string PropertyOf(LinkField field) => char.ToUpperInvariant(field.Name[0]) + field.Name[1..];

    static IEnumerable<string> Differing(LinkFields fields) =>
        properties
            .Where(property => !property.GetValue(fields)!.Equals(property.GetValue(new LinkFields())))
            .Select(property => property.Name);

    static object Example(LinkField field) => field switch
    {
        LinkFlag => true,
        _ when field == LinkSchema.Url => "https://example.org/other",
        _ when field == LinkSchema.CreatedAt => LinkStoreFixture.Now.AddDays(-9).ToUnixTimeMilliseconds(),
        _ => $"A value of {field.Name}",
    };

    static LinkFields Filled()
    {
        var fields = new LinkFields();
        foreach (var text in LinkSchema.Texts) fields = text.With(fields, $"A value of {text.Name}");
        foreach (var flag in LinkSchema.Flags) fields = flag.With(fields, true);
        return fields;
    }
}
