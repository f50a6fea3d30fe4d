
namespace App.Patterns.RequestChecksums;

public static class RequestChecksumsSetup
{
    /// <summary>
    /// Wraps the body of each request that may have one. Stands before all that reads bodies, a form that names its
    /// method included.
    /// </summary>
    public static IApplicationBuilder UseRequestChecksums(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (IsHashed(context.Request)) context.Features.Set(new RequestChecksum(context));
        return next(context);
    });

    /// <summary>
    /// Marks an endpoint that is no page; see <see cref="VerifyDigestAttribute"/>. A handler that commits by itself
    /// reads the body to its end first.
    /// </summary>
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

    /// <summary>
    /// The checksum of this request. Throws <see cref="InvalidOperationException"/> where none is computed: in GET, or
    /// without the middleware.
    /// </summary>
    public static RequestChecksum Checksum(this HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.HttpContext.Features.Get<RequestChecksum>()
            ?? throw new InvalidOperationException(
                $"The body of this request is not hashed: call {nameof(UseRequestChecksums)} early in the pipeline."
            );
    }

    /// <summary>
    /// Answers <c>Want-Repr-Digest</c> with the digest of the whole representation, of which a range may be sent.
    /// </summary>
    public static async Task AnswerReprDigest(this HttpContext context, Func<string, Task<byte[]>> digestOf)
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
