using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using App.Blueprints.Links;

namespace App.Blueprints.Transfer.Imports;

/// <summary>The set of links read so far from a file. Uses about 30 bytes per link.</summary>
sealed class SeenLinks
{
    readonly HashSet<UInt128> marks = [];

    /// <summary>Returns false if the link was added before.</summary>
    public bool Add(LinkUrl url) =>
        marks.Add(BinaryPrimitives.ReadUInt128LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(url.Key))));
}
