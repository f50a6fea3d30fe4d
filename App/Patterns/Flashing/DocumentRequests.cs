namespace App.Patterns.Flashing;

/// <summary>
/// Tells requests whose response a person reads from those for an icon, a script, a source map or data.
/// </summary>
public static class DocumentRequests
{
    /// <summary>
    /// Whether the request asks for HTML to show: by <c>Sec-Fetch-Dest</c>, which browsers send over https and to
    /// localhost, else by
    /// <c>Accept</c>. A request with neither header counts as one for a document.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <returns>False for a sub-resource; true for a navigation, a frame, and a script that accepts HTML, such as
    /// htmx.</returns>
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
