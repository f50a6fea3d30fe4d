using App.Patterns.RequestChecksums;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace App.Blueprints.Handbook.Demos.RequestChecksums;

/// <summary>
/// Returns the SHA-256 of any body. Rejects a body whose digest field does not match. Nothing is stored.
/// </summary>
static class ChecksumApi
{
    const int MostBytes = 1 << 20;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/api/patterns/digest", Respond)
        .VerifyDigest(DigestAlgorithms.Sha256)
        .WithMetadata(new RequestSizeLimitAttribute(MostBytes));

    static async Task<ContentHttpResult> Respond(HttpRequest request)
    {
        var digest = await request.Checksum().DigestOf(DigestAlgorithms.Sha256);
        return TypedResults.Text(
            $"{request.Body.Position} bytes, {DigestFields.Format(DigestAlgorithms.Sha256, digest)}\n"
        );
    }
}
