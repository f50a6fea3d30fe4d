using App.Patterns.RequestChecksums;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace App.Blueprints.Handbook.Demos.RequestChecksums;

/// <summary>
/// Any body, and what it hashes to; one that comes with a digest which is not its own is refused. Nothing is kept.
/// </summary>
static class ChecksumApi
{
    const int MostBytes = 1 << 20;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/api/patterns/digest", Answer)
        .VerifyDigest(DigestAlgorithms.Sha256)
        .WithMetadata(new RequestSizeLimitAttribute(MostBytes));

    static async Task<ContentHttpResult> Answer(HttpRequest request)
    {
        var digest = await request.Checksum().DigestOf(DigestAlgorithms.Sha256);
        return TypedResults.Text(
            $"{request.Body.Position} bytes, {DigestFields.Format(DigestAlgorithms.Sha256, digest)}\n"
        );
    }
}
