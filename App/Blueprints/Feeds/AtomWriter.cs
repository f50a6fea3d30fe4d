using System.Globalization;
using System.Xml;

namespace App.Blueprints.Feeds;

/// <summary>Writes a feed as Atom 1.0 (RFC 4287).</summary>
public sealed class AtomWriter : FeedWriter
{
    public const string Type = "application/atom+xml";

    public override string ContentType => $"{Type}; charset=utf-8";

    protected override void Write(XmlWriter xml, Feed feed)
    {
        ArgumentNullException.ThrowIfNull(xml);
        ArgumentNullException.ThrowIfNull(feed);
        xml.WriteStartElement("feed", Atom);
        xml.WriteAttributeString("xml", "lang", null, feed.Language);
        Text(xml, "id", feed.Address);
        Text(xml, "title", feed.Title);
        Text(xml, "updated", Date(feed.UpdatedAt));
        AtomLink(xml, "", "self", Type, feed.Address);
        AtomLink(xml, "", "alternate", "text/html", feed.Page);
        Text(xml, "generator", "Carafe");
        foreach (var link in feed.Links)
        {
            xml.WriteStartElement("entry");
            Text(xml, "id", feed.IdOf(link));
            Text(xml, "title", Feed.TitleOf(link));
            xml.WriteStartElement("link");
            xml.WriteAttributeString("rel", "alternate");
            xml.WriteAttributeString("href", Valid(link.Url));
            xml.WriteEndElement();
            xml.WriteStartElement("author");
            Text(xml, "name", link.Author);
            xml.WriteEndElement();
            Text(xml, "published", Date(link.CreatedAt));
            Text(xml, "updated", Date(link.UpdatedAt ?? link.CreatedAt));
            foreach (var tag in link.Tags)
            {
                xml.WriteStartElement("category");
                xml.WriteAttributeString("term", Valid(tag));
                xml.WriteEndElement();
            }
            if (link.Description.Length > 0) Text(xml, "summary", link.Description);
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    static string Date(DateTimeOffset date) =>
        date.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
