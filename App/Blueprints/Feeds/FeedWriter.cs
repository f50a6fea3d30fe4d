using System.Text;
using System.Xml;

namespace App.Blueprints.Feeds;

/// <summary>Writes a feed as XML.</summary>
public abstract class FeedWriter
{
    protected const string Atom = "http://www.w3.org/2005/Atom";

    /// <summary>The media type with its charset.</summary>
    public abstract string ContentType { get; }

    public byte[] Write(Feed feed)
    {
        ArgumentNullException.ThrowIfNull(feed);
        var settings = new XmlWriterSettings
        {
            Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            Indent = true,
        };
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, settings)) Write(xml, feed);
        return bytes.ToArray();
    }

    protected abstract void Write(XmlWriter xml, Feed feed);

    protected static void Text(XmlWriter xml, string name, string text) => xml.WriteElementString(name, Valid(text));

    protected static void Text(XmlWriter xml, string prefix, string name, string space, string text) =>
        xml.WriteElementString(prefix, name, space, Valid(text));

    protected static void AtomLink(XmlWriter xml, string prefix, string relation, string type, string address)
    {
        xml.WriteStartElement(prefix, "link", Atom);
        xml.WriteAttributeString("rel", relation);
        xml.WriteAttributeString("type", type);
        xml.WriteAttributeString("href", Valid(address));
        xml.WriteEndElement();
    }

    // Removes characters that are invalid in XML even when they are escaped.
    protected static string Valid(string text)
    {
        if (text.All(XmlConvert.IsXmlChar)) return text;
        var valid = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            if (!rune.IsBmp || XmlConvert.IsXmlChar((char)rune.Value)) valid.Append(rune);
        return valid.ToString();
    }
}
