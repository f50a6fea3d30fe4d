
namespace App.Patterns.MethodOverrides;

public static class MethodOverridesSetup
{
    /// <summary>
    /// Must stand before an explicit <c>UseRouting</c>: called implicitly, routing runs first and has chosen by the old
    /// method.
    /// </summary>
    public static IApplicationBuilder UseMethodOverrides(this IApplicationBuilder app) =>
        app.UseMiddleware<MethodOverride>();

    /// <summary>Right after <c>UseRouting</c>: OPTIONS everywhere, and 405 from pages.</summary>
    public static IApplicationBuilder UsePageMethods(this IApplicationBuilder app) => app.UseMiddleware<PageMethods>();

    /// <summary>
    /// What is mapped on the result answers HEAD wherever it answers GET, as pages and static files do already.
    /// </summary>
    public static IEndpointRouteBuilder WithHead(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("");
        ((IEndpointConventionBuilder)group).Finally(endpoint =>
        {
            var methods = endpoint.Metadata.OfType<IHttpMethodMetadata>().LastOrDefault()?.HttpMethods;
            if (methods is not null && methods.Contains("GET") && !methods.Contains("HEAD"))
                endpoint.Metadata.Add(new HttpMethodMetadata([.. methods, "HEAD"]));
        });
        return group;
    }

    /// <summary>The method that came over the wire, for logs.</summary>
    public static string OriginalMethod(this HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.HttpContext.Features.Get<OriginalMethod>()?.Name ?? request.Method;
    }
}
