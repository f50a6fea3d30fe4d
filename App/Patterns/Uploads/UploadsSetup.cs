using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Patterns.Uploads;

public static class UploadsSetup
{
    const int DiskFullOnUnix = 28;
    const int DiskFullOnWindows = 112;

    /// <summary>
    /// Lets the page at <paramref name="page"/> (its view engine path, <c>/Transfer/Import</c>) take files of <paramref
    /// name="set"/>.
    /// </summary>
    public static IServiceCollection AddUploads(this IServiceCollection services, UploadSet set, string page)
    {
        ArgumentNullException.ThrowIfNull(set);
        SecureFileName.AssertDecomposes();
        services.AddKeyedSingleton(set.Name, set);
        // The request's own limit, which the page sets, is reached first.
        services.Configure<FormOptions>(options =>
            options.MultipartBodyLengthLimit = Math.Max(options.MultipartBodyLengthLimit, set.MaxBytes)
        );
        services.PostConfigure<RazorPagesOptions>(options =>
            options.Conventions.AddPageApplicationModelConvention(page, model => model.EndpointMetadata.Add(set)));
        return services;
    }

    /// <summary>
    /// Bounds every form of the application. Register before all middleware that reads forms, such as a method
    /// override, and after middleware that hashes bodies.
    /// </summary>
    public static IApplicationBuilder UseFormLimits(this IApplicationBuilder app) => app.UseMiddleware<FormLimits>();

    /// <summary>
    /// Reads multipart forms by the limits of the endpoint. Register after routing and authorization.
    /// </summary>
    public static IApplicationBuilder UseUploadLimits(this IApplicationBuilder app) =>
        app.UseMiddleware<UploadLimits>();

    public static bool IsDiskFull(this IOException error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return (error.HResult & 0xFFFF) is DiskFullOnUnix or DiskFullOnWindows;
    }
}
