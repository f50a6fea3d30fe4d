namespace App.Patterns.Flashing;

/// <summary>Distinguishes requests for a page from requests for icons, scripts, source maps and data.</summary>
public static class DocumentRequests
{
    /// <summary>Whether the request is for HTML that the browser shows.</summary>
    /// <remarks>
    /// Uses <c>Sec-Fetch-Dest</c>, which browsers send only over HTTPS and to localhost. Without it, uses
    /// <c>Accept</c>. A request with neither header counts as a request for a document.
    /// </remarks>
    /// <param name="request">The request.</param>
    /// <returns>
    /// True for a navigation, a frame and a script that accepts HTML, such as htmx; false for other subresources.
    /// </returns>
    public static bool AsksForDocument(this HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var accept = request.Headers.Accept.ToString();
        var acceptsHtml = accept.Length == 0 || accept.Contains("html", StringComparison.OrdinalIgnoreCase);
        return request.Headers["Sec-Fetch-Dest"].ToString() switch
        {
            "document" or "iframe" or "frame" => true,
            "" or "empty" => acceptsHtml || request.Headers.ContainsKey("HX-Request"),
            _ => false,
        };
    }
}
