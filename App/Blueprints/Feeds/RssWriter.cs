using System.Globalization;
using System.Xml;

namespace App.Blueprints.Feeds;

/// <summary>
/// Writes a feed as RSS 2.0. Uses elements of Atom for the URL of the feed and of Dublin Core for the name of a link's
/// owner.
/// </summary>
public sealed class RssWriter : FeedWriter
{
    const string Dublin = "http://purl.org/dc/elements/1.1/";

    public const string Type = "application/rss+xml";

    public override string ContentType => $"{Type}; charset=utf-8";

    protected override void Write(XmlWriter xml, Feed feed)
    {
        ArgumentNullException.ThrowIfNull(xml);
        ArgumentNullException.ThrowIfNull(feed);
        xml.WriteStartElement("rss");
        xml.WriteAttributeString("version", "2.0");
        xml.WriteAttributeString("xmlns", "atom", null, Atom);
        xml.WriteAttributeString("xmlns", "dc", null, Dublin);
        xml.WriteStartElement("channel");
        Text(xml, "title", feed.Title);
        Text(xml, "link", feed.Page);
        Text(xml, "description", feed.Title);
        Text(xml, "language", feed.Language);
        Text(xml, "lastBuildDate", Date(feed.UpdatedAt));
        Text(xml, "generator", "Carafe");
        AtomLink(xml, "atom", "self", Type, feed.Address);
        foreach (var link in feed.Links)
        {
            xml.WriteStartElement("item");
            Text(xml, "title", Feed.TitleOf(link));
            Text(xml, "link", link.Url);
            xml.WriteStartElement("guid");
            xml.WriteAttributeString("isPermaLink", "false");
            xml.WriteString(feed.IdOf(link));
            xml.WriteEndElement();
            Text(xml, "pubDate", Date(link.CreatedAt));
            Text(xml, "dc", "creator", Dublin, link.Author);
            foreach (var tag in link.Tags) Text(xml, "category", tag);
            if (link.Description.Length > 0) Text(xml, "description", link.Description);
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    static string Date(DateTimeOffset date) => date.ToUniversalTime().ToString("R", CultureInfo.InvariantCulture);
}
