using System.Text;
using App.Patterns.Http;
using App.Patterns.RequestChecksums;
using Microsoft.AspNetCore.Mvc;

namespace App.Blueprints.Handbook.Demos.RequestChecksums;

[VerifyDigest(DigestAlgorithms.Sha256)]
public sealed class RequestChecksumModel(
    RequestChecksumDemo demo,
    DemonstrationStore items,
    BrowserCookie browser,
    TimeProvider time
) : DemonstrationPage(demo)
{
    /// <summary>
    /// Stores the text when the chosen digest matches. A form cannot send a digest header, so this method sends the
    /// text as the body of a second request inside the program.
    /// </summary>
    public async Task<IActionResult> OnPostAsync(string? text, DigestClaim claim, BodyReading reading)
    {
        var visitor = browser.Remember();
        var sent = string.Concat((text ?? "").Take(RequestChecksumDemo.LongestText));
        var body = Encoding.UTF8.GetBytes(sent);
        var outcome = await ChecksumTrial.Send(
            HttpContext.RequestServices,
            body,
            RequestChecksumDemo.Fields(claim, body),
            reading
        ) with
        {
            FormDigest = Convert.ToBase64String(await Request.Checksum().DigestOf(DigestAlgorithms.Sha256)),
            FormBytes = Request.Body.Position,
        };
        items.Clear(visitor, demo.LastSlug);
        items.Add(visitor, demo.LastSlug, outcome, time.GetUtcNow());
        if (outcome.Digest is { } digest)
            items.Add(visitor, demo.Slug, new VerifiedText(sent, body.Length, digest), time.GetUtcNow());
        return Done();
    }
}
