namespace App.Patterns.Flashing;

/// <summary>
/// A flash message: added by one request and shown once, by the next page. Flask documentation: Message Flashing.
/// </summary>
public sealed record Flash
{
    /// <summary>The category: a constant of <see cref="FlashCategory"/> or any other word.</summary>
    public required string Category { get; init; }

    /// <summary>Plain text in the language of the user, at most 500 UTF-16 code units.</summary>
    public required string Text { get; init; }

    /// <summary>The button of the message; null for none.</summary>
    public FlashAction? Action { get; init; }
}

/// <summary>The button of a flash message.</summary>
/// <param name="Label">The text of the button.</param>
/// <param name="Url">A path of this site that accepts <paramref name="Method"/>.</param>
/// <param name="Method">
/// The HTTP method. The form is always posted; a method other than POST is sent in the field <c>_method</c>.
/// </param>
public sealed record FlashAction(string Label, string Url, string Method = "POST");

/// <summary>
/// The categories that the pages have styles for; any other word is allowed too. Flask documentation: Message Flashing
/// (categories).
/// </summary>
public static class FlashCategory
{
    /// <summary>The default category.</summary>
    public const string Message = "message";
    /// <summary>Additional information.</summary>
    public const string Info = "info";
    /// <summary>The action succeeded, but something needs attention.</summary>
    public const string Warning = "warning";
    /// <summary>The action failed.</summary>
    public const string Error = "error";
}

/// <summary>The flash messages for the user of this request.</summary>
/// <remarks>Flask documentation: Message Flashing (<c>flash</c>, <c>get_flashed_messages</c>).</remarks>
public interface IFlashes
{
    /// <summary>Sets the cookie that identifies this browser; does nothing when the response has started.</summary>
    /// <remarks>
    /// Call it at sign-in. Without the cookie, a message for an account is shown in the first browser of that account
    /// that requests a page. Two tabs of a new visitor that add messages at the same time would get different cookies,
    /// and one would be lost.
    /// </remarks>
    void IdentifyBrowser();

    /// <summary>
    /// Adds a message for the account that is signed in, in this browser. A message for a visitor is still shown after
    /// the visitor signs in.
    /// </summary>
    /// <remarks>Only the newest 20 messages of the same browser and account are stored.</remarks>
    /// <param name="text">The text, which is shortened to 500 UTF-16 code units.</param>
    /// <param name="category">One of <see cref="FlashCategory"/> or any other word.</param>
    /// <param name="action">The button of the message; null for none.</param>
    /// <exception cref="InvalidOperationException">
    /// There is no request, or a visitor has no cookie yet and the response has started.
    /// </exception>
    /// <exception cref="ArgumentException">
    /// The category is empty, or the URL of the action is not a path of this site.
    /// </exception>
    void Add(string text, string category = FlashCategory.Message, FlashAction? action = null);

    /// <summary>
    /// Adds a message for this browser and any user. The message is shown even when another account or a visitor uses
    /// the browser next, such as after sign-out.
    /// </summary>
    /// <param name="text">The text, which is shortened to 500 UTF-16 code units.</param>
    /// <param name="category">One of <see cref="FlashCategory"/> or any other word.</param>
    /// <param name="action">The button of the message; null for none.</param>
    /// <exception cref="InvalidOperationException">
    /// There is no request, or the browser has no cookie yet and the response has started.
    /// </exception>
    /// <exception cref="ArgumentException">
    /// The category is empty, or the URL of the action is not a path of this site.
    /// </exception>
    void AddForBrowser(string text, string category = FlashCategory.Message, FlashAction? action = null);

    /// <summary>
    /// Adds a message for an account. The first browser of the account that requests a page shows it.
    /// </summary>
    /// <remarks>Works outside a request too: in tasks and commands.</remarks>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="text">The text, which is shortened to 500 UTF-16 code units.</param>
    /// <param name="category">One of <see cref="FlashCategory"/> or any other word.</param>
    /// <param name="action">The button of the message; null for none.</param>
    /// <exception cref="ArgumentException">
    /// The category is empty, or the URL of the action is not a path of this site.
    /// </exception>
    void AddFor(long accountId, string text, string category = FlashCategory.Message, FlashAction? action = null);

    /// <summary>
    /// Whether there are messages for this user that no other request has reserved. Reading this property does not
    /// reserve the messages.
    /// </summary>
    bool HasMessages { get; }

    /// <summary>Reserves all waiting messages for this request and returns them, oldest first.</summary>
    /// <remarks>
    /// The messages are deleted when the response has completed, and released when the client aborted the request.
    /// Further calls return the same messages.
    /// </remarks>
    /// <param name="categories">The categories of the messages to return; empty for all.</param>
    /// <returns>The messages; empty outside a request and when the database is busy.</returns>
    IReadOnlyList<Flash> Take(params string[] categories);
}
