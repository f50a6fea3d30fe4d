using Microsoft.AspNetCore.Mvc.Filters;

namespace App.Patterns.RequestChecksums;

/// <summary>
/// Verifies the digests of requests to a page: a form before the handler runs, any other body when it has been read to
/// its end.
/// </summary>
/// <remarks>
/// A mismatch throws <see cref="DigestException"/>, so that a unit of work around the handler is rolled back. Flask
/// documentation: Request Content Checksums.
/// </remarks>
/// <param name="algorithms">Algorithms that are computed even when the request does not name them.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class VerifyDigestAttribute(params string[] algorithms) : Attribute, IAsyncPageFilter
{
    /// <summary>Algorithms that are computed even when the request does not name them.</summary>
    public IReadOnlyList<string> Algorithms { get; } = algorithms;

    /// <inheritdoc />
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    /// <inheritdoc />
    public async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context,
        PageHandlerExecutionDelegate next
    )
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        if (!RequestChecksumsSetup.IsHashed(context.HttpContext.Request))
        {
            await next();
            return;
        }
        var checksum = context.HttpContext.Request.Checksum();
        await checksum.Guard();
        var executed = await next();
        if (executed.Exception is null || executed.ExceptionHandled) await checksum.Verify();
    }
}
