using Microsoft.AspNetCore.Mvc.Filters;

namespace App.Patterns.RequestChecksums;

/// <summary>
/// Marks a page whose body is hashed and compared with the digests that come with it: a form before the handler runs,
/// anything else before what the handler did is committed. What does not match is a <see cref="DigestException"/>, so
/// that the unit of work around the handler is abandoned.
/// </summary>
/// <param name="algorithms">What is computed even if the request does not name it.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class VerifyDigestAttribute(params string[] algorithms) : Attribute, IAsyncPageFilter
{
    public IReadOnlyList<string> Algorithms { get; } = algorithms;

    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

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
