namespace App.Blueprints;

/// <summary>The translation keys of the title and text of the error page for a status.</summary>
/// <param name="IsPlain">
/// Whether the page is rendered without the site's layout, because the layout may need the component that failed.
/// </param>
public sealed record ErrorPage(int Status, string TitleKey, string TextKey, bool IsPlain)
{
    /// <summary>The error page for a request body that was changed in transfer and does not match its digest.</summary>
    public static ErrorPage OfDigest =>
        new(StatusCodes.Status400BadRequest, "errors.digest.title", "errors.digest.text", false);

    /// <summary>The error page for requests to a library whose database file is damaged.</summary>
    public static ErrorPage OfDamage =>
        new(StatusCodes.Status503ServiceUnavailable, "errors.damaged.title", "errors.damaged.text", IsPlain: true);

    public static ErrorPage Of(int status) =>
        status switch
        {
            StatusCodes.Status403Forbidden => new(status, "errors.403.title", "errors.403.text", false),
            StatusCodes.Status404NotFound or StatusCodes.Status410Gone => new(
                status,
                "errors.404.title",
                "errors.404.text",
                false
            ),
            StatusCodes.Status405MethodNotAllowed => new(status, "errors.405.title", "errors.405.text", false),
            StatusCodes.Status409Conflict => new(status, "errors.409.title", "errors.409.text", false),
            StatusCodes.Status413PayloadTooLarge => new(status, "errors.413.title", "errors.413.text", false),
            StatusCodes.Status415UnsupportedMediaType => new(status, "errors.415.title", "errors.415.text", false),
            StatusCodes.Status422UnprocessableEntity => new(status, "errors.422.title", "errors.422.text", false),
            StatusCodes.Status429TooManyRequests => new(status, "errors.429.title", "errors.429.text", false),
            StatusCodes.Status503ServiceUnavailable => new(status, "errors.503.title", "errors.503.text", true),
            StatusCodes.Status507InsufficientStorage => new(status, "errors.507.title", "errors.507.text", true),
            >= 500 => new(status, "errors.500.title", "errors.500.text", true),
            _ => new(status, "errors.400.title", "errors.400.text", false),
        };
}

/// <summary>
/// A request feature that code sets together with an error status, to show a more specific text on the error page.
/// </summary>
/// <param name="TextKey">The translation key of the text, instead of the default text for the status.</param>
public sealed record ErrorReason(string TextKey);
