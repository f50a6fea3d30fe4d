using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using App.Blueprints.Links;

namespace App.Blueprints.Transfer.Imports;

/// <summary>
/// The set of links that were already read from a bookmark file. The set uses about 30 bytes of memory per link.
/// </summary>
sealed class SeenLinks
{
    readonly HashSet<UInt128> marks = [];

    /// <summary>Adds a link. Returns false if the set already contains the link.</summary>
    public bool Add(LinkUrl url) =>
        marks.Add(BinaryPrimitives.ReadUInt128LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(url.Key))));
}
