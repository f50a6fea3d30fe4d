using System.Globalization;
using App.Blueprints.Transfer.BookmarkFiles;
using static App.Tests.Blueprints.Transfer.BookmarkFiles.BookmarkText;

namespace App.Tests.Blueprints.Transfer.BookmarkFiles;

public sealed class BookmarkFieldsTests
{
    [Theory]
    [InlineData("1234567890", "2009-02-13T23:31:30.000Z")]
    [InlineData("1300000000.0", "2011-03-13T07:06:40.000Z")]
    [InlineData("1300000000.25", "2011-03-13T07:06:40.250Z")]
    [InlineData("1234567890123", "2009-02-13T23:31:30.123Z")]
    [InlineData("1234567890123456", "2009-02-13T23:31:30.123Z")]
    [InlineData("13300000000000000", "2022-06-18T04:26:40.000Z")]
    [InlineData(" 1234567890 ", "2009-02-13T23:31:30.000Z")]
    [InlineData("10/Oct/2000:13:55:36 +0300", "2000-10-10T10:55:36.000Z")]
    [InlineData("2015-04-05T06:07:08Z", "2015-04-05T06:07:08.000Z")]
    [InlineData("2015-04-05 06:07:08", "2015-04-05T06:07:08.000Z")]
    [InlineData("2015-04-05", "2015-04-05T00:00:00.000Z")]
    [InlineData("Sun, 05 Apr 2015 06:07:08 GMT", "2015-04-05T06:07:08.000Z")]
    [InlineData("Sun Apr 5 06:07:08 2015", "2015-04-05T06:07:08.000Z")]
    [InlineData("20150405", "2015-04-05T00:00:00.000Z")]
    [InlineData("20150405060708", "2015-04-05T06:07:08.000Z")]
    [InlineData("-86400", "1969-12-31T00:00:00.000Z")]
    [InlineData("-315619200000", "1960-01-01T00:00:00.000Z")]
    [InlineData("1969-07-20T20:17:40Z", "1969-07-20T20:17:40.000Z")]
    [InlineData("11638860460000000", "1969-10-28T00:47:40.000Z")]
    public void Dates_are_parsed_by_magnitude_or_as_text(string text, string expected)
    {
        var entry = Link($"ADD_DATE=\"{text}\"");
        Assert.Equal(
            expected,
            entry.AddedAt?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)
        );
        Assert.Equal(EntryRemarks.None, entry.Remarks);
    }

    [Theory]
    [InlineData("0", EntryRemarks.None)]
    [InlineData("", EntryRemarks.None)]
    [InlineData("-1", EntryRemarks.DateUnreadable)]
    [InlineData("99999999999", EntryRemarks.DateUnreadable)]
    [InlineData("999999999999999999999999999999999999", EntryRemarks.DateUnreadable)]
    [InlineData("9999-12-31T23:59:59-14:00", EntryRemarks.DateUnreadable)]
    [InlineData("0001-01-01T00:00:00+14:00", EntryRemarks.DateUnreadable)]
    [InlineData("yesterday", EntryRemarks.DateUnreadable)]
    [InlineData("10 October", EntryRemarks.DateUnreadable)]
    [InlineData("12:30", EntryRemarks.DateUnreadable)]
    [InlineData("NaN", EntryRemarks.DateUnreadable)]
    public void An_invalid_date_is_ignored_with_a_remark(string text, EntryRemarks remarks)
    {
        var entry = Link($"ADD_DATE=\"{text}\"");
        Assert.Null(entry.AddedAt);
        Assert.Equal(remarks, entry.Remarks);
    }

    [Theory]
    [InlineData("TAGS=\"a,b,c\"", "a|b|c")]
    [InlineData("TAGS=\"a b  c\"", "a|b|c")]
    [InlineData("TAGS=\" a , two words,,a,A \"", "a|two words")]
    [InlineData("TAGS=\"two words,\"", "two words")]
    [InlineData("TAG=\"a\" LABELS=\"b c\" FOLDERS=\"c,d\"", "a|b|c|d")]
    [InlineData("tags='R&amp;D'", "R&D")]
    [InlineData("TAGS=a,b", "a|b")]
    [InlineData("TAGS", "")]
    public void Tags_are_split_at_commas_or_otherwise_at_spaces(string attributes, string expected) =>
        Assert.Equal(expected, string.Join('|', Link(attributes).Tags));

    [Theory]
    [InlineData("PRIVATE=\"1\"", true)]
    [InlineData("PRIVATE=\"yes\"", true)]
    [InlineData("PRIVATE=ON", true)]
    [InlineData("PRIVATE", true)]
    [InlineData("PRIVATE=\"0\"", false)]
    [InlineData("PRIVATE=\"off\"", false)]
    [InlineData("SHARED=\"1\"", false)]
    [InlineData("SHARED=\"no\"", true)]
    [InlineData("PUBLIC=\"true\"", false)]
    [InlineData("PUBLISHED=\"false\"", true)]
    [InlineData("PUB=\"on\"", false)]
    [InlineData("PRIVATE=\"1\" PUBLIC=\"1\"", true)]
    [InlineData("PUBLIC=\"1\" SHARED=\"0\"", true)]
    [InlineData("PRIVATE=\"maybe\"", null)]
    [InlineData("SHARED", null)]
    [InlineData("", null)]
    public void The_private_attribute_is_parsed_in_all_spellings(string attributes, bool? expected) =>
        Assert.Equal(expected, Link(attributes).IsPrivate);

    [Theory]
    [InlineData("TOREAD=\"1\"", true)]
    [InlineData("toread=yes", true)]
    [InlineData("TOREAD=\"0\"", false)]
    [InlineData("", false)]
    public void The_toread_attribute_is_parsed_as_a_boolean(string attributes, bool expected) =>
        Assert.Equal(expected, Link(attributes).IsUnread);

    [Theory]
    [InlineData("javascript:alert(1)", RefusalReason.Script)]
    [InlineData(" JavaScript:void(0)", RefusalReason.Script)]
    [InlineData("java&#10;script:alert(1)", RefusalReason.Script)]
    [InlineData("place:sort=8", RefusalReason.BrowserQuery)]
    [InlineData("data:text/html,x", RefusalReason.DataUrl)]
    [InlineData("about:config", RefusalReason.BrowserPage)]
    [InlineData("chrome://settings/", RefusalReason.BrowserPage)]
    [InlineData("moz-extension://x/y", RefusalReason.BrowserPage)]
    [InlineData("view-source:chrome://settings/", RefusalReason.BrowserPage)]
    [InlineData("about:reader?url=file%3A%2F%2F%2Fhome%2Fme", RefusalReason.LocalFile)]
    [InlineData("file:///home/me", RefusalReason.LocalFile)]
    [InlineData("mailto:me@example.org", RefusalReason.UnsupportedScheme)]
    [InlineData("tel:5551234", RefusalReason.UnsupportedScheme)]
    [InlineData("?abc", RefusalReason.ShaarliNote)]
    [InlineData("/page", RefusalReason.RelativeUrl)]
    [InlineData("#top", RefusalReason.RelativeUrl)]
    [InlineData("//example.org/", RefusalReason.RelativeUrl)]
    [InlineData("www.example.org", RefusalReason.RelativeUrl)]
    [InlineData("localhost:8080/x", RefusalReason.RelativeUrl)]
    [InlineData("http://", RefusalReason.InvalidUrl)]
    [InlineData("http:///path", RefusalReason.InvalidUrl)]
    [InlineData("https://exa mple.org/", RefusalReason.InvalidUrl)]
    [InlineData("http://example.org:99999/", RefusalReason.InvalidUrl)]
    [InlineData("", RefusalReason.MissingUrl)]
    [InlineData("  &#0; ", RefusalReason.MissingUrl)]
    public void An_unsupported_URL_is_refused_with_line_and_reason(string href, RefusalReason reason)
    {
        var refused = Refused($"<DL>\n<DT><A HREF=\"{href}\" ADD_DATE=\"1\">A title</A>\n</DL>");
        Assert.Equal((reason, 2, "A title", 1), (refused.Reason, refused.Line, refused.Title, refused.Number));
    }

    [Fact]
    public void A_link_without_HREF_is_refused() =>
        Assert.Equal(RefusalReason.MissingUrl, Refused("<DL><DT><A NAME=\"x\">No address</A></DL>").Reason);

    [Theory]
    [InlineData("https://example.org")]
    [InlineData("HTTP://EXAMPLE.org:80/a/../b?z=1&a=2#frag")]
    [InlineData("http://localhost/")]
    [InlineData("http://[::1]:8080/")]
    [InlineData("http://user:word@host.example/")]
    [InlineData("https://bücher.example/straße?q=ü")]
    [InlineData("ftp://files.example/x")]
    [InlineData("ftps://files.example/x")]
    [InlineData("https://example.org/a b")]
    public void Web_URLs_are_read_unchanged(string url) =>
        Assert.Equal(url, Entry($"<DT><A HREF=\"{url.Replace("&", "&amp;")}\">x</A>").Url);

    [Fact]
    public void Line_breaks_and_control_characters_in_a_URL_are_removed() =>
        Assert.Equal("https://example.org/ab", Entry("<DT><A HREF=\" https://exam\0ple.org/\n\ta\u0007b \">x</A>").Url);

    [Fact]
    public void Small_icons_are_kept_and_large_ones_dropped_with_a_remark()
    {
        Assert.Equal("data:image/png;base64,AA==", Link("ICON=\"data:image/png;base64,AA==\"").Icon);
        var large = Link($"ICON=\"data:image/png;base64,{new string('A', 20_000)}\" TAGS=\"after\"");
        Assert.Null(large.Icon);
        Assert.Equal(EntryRemarks.IconDropped, large.Remarks);
        Assert.Equal(["after"], large.Tags);
        Assert.Null(Link("ICON=\"javascript:alert(1)\"").Icon);
    }

    [Fact]
    public void The_attributes_of_Carafe_are_read()
    {
        var entry = Link("NOTES=\"a&#10;b\" STARRED=\"1\" ARCHIVED=\"1\"");
        Assert.Equal(("a\nb", true, true), (entry.Note, entry.IsStarred, entry.IsArchived));
    }

    [Theory]
    [InlineData("NOTE=\"said\"", "", "said")]
    [InlineData("DESCRIPTION=\"said\"", "", "said")]
    [InlineData("DESCRIPTION=\"said\"", "said", "said")]
    [InlineData("DESCRIPTION=\"said\"", "more", "more\n\nsaid")]
    public void A_description_is_read_from_attribute_and_DD(string attribute, string dd, string expected) =>
        Assert.Equal(
            expected,
            Entry($"<DL><DT><A HREF=\"http://d.example\" {attribute}>x</A><DD>{dd}</DL>").Description
        );
}
