
namespace App.Patterns.MethodOverrides;

/// <summary>
/// Registers method overrides and automatic OPTIONS, HEAD and 405. Flask documentation: Adding HTTP Method Overrides.
/// </summary>
public static class MethodOverridesSetup
{
    /// <summary>Adds <see cref="MethodOverride"/>. Register before an explicit <c>UseRouting</c>.</summary>
    /// <remarks>
    /// Without an explicit call of <c>UseRouting</c>, routing runs first and matches the original method.
    /// </remarks>
    /// <param name="app">The application.</param>
    /// <returns>The same application.</returns>
    public static IApplicationBuilder UseMethodOverrides(this IApplicationBuilder app) =>
        app.UseMiddleware<MethodOverride>();

    /// <summary>Adds <see cref="PageMethods"/>. Register right after <c>UseRouting</c>.</summary>
    /// <param name="app">The application.</param>
    /// <returns>The same application.</returns>
    public static IApplicationBuilder UsePageMethods(this IApplicationBuilder app) => app.UseMiddleware<PageMethods>();

    /// <summary>
    /// Creates a group whose GET endpoints also accept HEAD, as Razor Pages and static files do already.
    /// </summary>
    /// <param name="routes">The endpoints of the application.</param>
    /// <returns>The group.</returns>
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

    /// <summary>Returns the method that the client sent, for logs.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The method before an override.</returns>
    public static string OriginalMethod(this HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.HttpContext.Features.Get<OriginalMethod>()?.Name ?? request.Method;
    }
}
