using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using App.Blueprints.Links;

namespace App.Blueprints.Transfer.Imports;

/// <summary>Remembers which links a file has had so far, in about 30 bytes for each.</summary>
sealed class SeenLinks
{
    readonly HashSet<UInt128> marks = [];

    /// <summary>False if the link was added before.</summary>
    public bool Add(LinkUrl url) =>
        marks.Add(BinaryPrimitives.ReadUInt128LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(url.Key))));
}
