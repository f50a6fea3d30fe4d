
namespace App.Patterns.RequestChecksums;

/// <summary>Registers the verification of request digests. Flask documentation: Request Content Checksums.</summary>
public static class RequestChecksumsSetup
{
    /// <summary>
    /// Adds middleware that wraps the request body in a stream that hashes it, except for GET, HEAD, OPTIONS and TRACE.
    /// </summary>
    /// <remarks>Register before any middleware that reads the body, including <c>UseMethodOverrides</c>.</remarks>
    /// <param name="app">The application.</param>
    /// <returns>The same application.</returns>
    public static IApplicationBuilder UseRequestChecksums(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (IsHashed(context.Request)) context.Features.Set(new RequestChecksum(context));
        return next(context);
    });

    /// <summary>
    /// Verifies the digests of requests to an endpoint that is not a page, as <see cref="VerifyDigestAttribute"/> does
    /// for a page.
    /// </summary>
    /// <remarks>
    /// The digests are compared when the end of the body is read. So a handler must read the whole body before it
    /// commits its own transaction.
    /// </remarks>
    /// <typeparam name="TBuilder">The type of the endpoint builder.</typeparam>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="algorithms">Algorithms that are computed even when the request does not name them.</param>
    /// <returns>The same endpoint.</returns>
    public static TBuilder VerifyDigest<TBuilder>(this TBuilder endpoint, params string[] algorithms)
        where TBuilder : IEndpointConventionBuilder
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        return endpoint
            .WithMetadata(new VerifyDigestAttribute(algorithms))
            .AddEndpointFilter(
                async (invocation, next) =>
                {
                    if (!IsHashed(invocation.HttpContext.Request))
                        return await next(invocation);
                    var checksum = invocation.HttpContext.Request.Checksum();
                    await checksum.Guard();
                    var result = await next(invocation);
                    await checksum.Verify();
                    return result;
                }
            );
    }

    /// <summary>Returns the checksum of a request.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The checksum.</returns>
    /// <exception cref="InvalidOperationException">
    /// The middleware is missing, or the method is GET, HEAD, OPTIONS or TRACE.
    /// </exception>
    public static RequestChecksum Checksum(this HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.HttpContext.Features.Get<RequestChecksum>()
            ?? throw new InvalidOperationException(
                $"The body of this request is not hashed: call {nameof(UseRequestChecksums)} early in the pipeline."
            );
    }

    /// <summary>
    /// Sets the header <c>Repr-Digest</c> when the request has <c>Want-Repr-Digest</c>. The digest is of the whole
    /// representation, even when the response contains only a range.
    /// </summary>
    /// <param name="context">The request.</param>
    /// <param name="digestOf">A function that computes the digest of the representation for an algorithm.</param>
    public static async Task SetReprDigestAsync(this HttpContext context, Func<string, Task<byte[]>> digestOf)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(digestOf);
        if (DigestFields.Preferred(context.Request.Headers[DigestFields.WantRepresentation]) is { } algorithm)
            context.Response.Headers[DigestFields.Representation] = DigestFields.Format(
                algorithm,
                await digestOf(algorithm)
            );
    }

    internal static bool IsHashed(HttpRequest request) =>
        !HttpMethods.IsGet(request.Method)
        && !HttpMethods.IsHead(request.Method)
        && !HttpMethods.IsOptions(request.Method)
        && !HttpMethods.IsTrace(request.Method);
}
