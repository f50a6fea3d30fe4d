using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Patterns.Uploads;

/// <summary>Registers uploads and limits of forms. Flask documentation: Uploading Files.</summary>
public static class UploadsSetup
{
    const int DiskFullOnUnix = 28;
    const int DiskFullOnWindows = 112;

    /// <summary>Lets a page accept files of an upload set.</summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="set">The upload set; registered as a keyed service under its name.</param>
    /// <param name="page">The path of the page below the root of the pages, such as <c>/Transfer/Import</c>.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="InvalidOperationException">The process runs in globalization-invariant mode.</exception>
    public static IServiceCollection AddUploads(this IServiceCollection services, UploadSet set, string page)
    {
        ArgumentNullException.ThrowIfNull(set);
        SecureFileName.AssertDecomposes();
        services.AddKeyedSingleton(set.Name, set);
        // The limit of FormOptions applies to every page, so it must not be lower than the limit of this upload set.
        services.Configure<FormOptions>(options =>
            options.MultipartBodyLengthLimit = Math.Max(options.MultipartBodyLengthLimit, set.MaxBytes)
        );
        services.PostConfigure<RazorPagesOptions>(options =>
            options.Conventions.AddPageApplicationModelConvention(page, model => model.EndpointMetadata.Add(set)));
        return services;
    }

    /// <summary>Limits every form of the application.</summary>
    /// <remarks>
    /// Register before any middleware that reads forms, such as a method override, and after middleware that hashes
    /// bodies.
    /// </remarks>
    /// <param name="app">The application.</param>
    /// <returns>The same application.</returns>
    public static IApplicationBuilder UseFormLimits(this IApplicationBuilder app) => app.UseMiddleware<FormLimits>();

    /// <summary>
    /// Reads multipart forms with the limits of the endpoint. Register after routing and authorization.
    /// </summary>
    /// <param name="app">The application.</param>
    /// <returns>The same application.</returns>
    public static IApplicationBuilder UseUploadLimits(this IApplicationBuilder app) =>
        app.UseMiddleware<UploadLimits>();

    /// <summary>Whether an exception means that the disk is full, on Unix or Windows.</summary>
    /// <param name="error">The exception.</param>
    /// <returns>True when the disk is full.</returns>
    public static bool IsDiskFull(this IOException error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return (error.HResult & 0xFFFF) is DiskFullOnUnix or DiskFullOnWindows;
    }
}
