namespace App.Patterns.Flashing;

/// <summary>A note recorded in one request and shown once, on the next page that shows notes.</summary>
public sealed record Flash
{
    public required string Category { get; init; }

    public required string Text { get; init; }

    /// <summary>Where the button under the note posts to, when it has one.</summary>
    public FlashAction? Action { get; init; }
}

/// <param name="Label">What the button says.</param>
/// <param name="Url">A local address that takes <paramref name="Method"/>.</param>
/// <param name="Method">The HTTP method, sent as <c>_method</c> when it is not POST.</param>
public sealed record FlashAction(string Label, string Url, string Method = "POST");

/// <summary>
/// The categories that the pages style; any other word is allowed. Flask: Message Flashing, Categories.
/// </summary>
public static class FlashCategory
{
    public const string Message = "message";
    public const string Info = "info";
    public const string Warning = "warning";
    public const string Error = "error";
}

/// <summary>
/// The notes of the person behind this request. Flask: Message Flashing (<c>flash</c>, <c>get_flashed_messages</c>).
/// </summary>
public interface IFlashes
{
    /// <summary>
    /// Tells this browser apart from now on, best when somebody signs in: notes of a member whose browser is unknown
    /// are for whichever browser of the account asks first. Two tabs of an unknown visitor that record at the same
    /// moment would each become a browser of its own.
    /// </summary>
    void KnowBrowser();

    /// <summary>
    /// Records a note for this browser and whoever is signed in there now; a visitor's note stays theirs through
    /// signing in. At most 500 characters of text are kept, and the newest 20 notes. Throws outside a request, and for
    /// an action elsewhere.
    /// </summary>
    void Add(string text, string category = FlashCategory.Message, FlashAction? action = null);

    /// <summary>Records a note for whoever uses this browser next, such as the farewell at signing out.</summary>
    void AddForBrowser(string text, string category = FlashCategory.Message, FlashAction? action = null);

    /// <summary>
    /// Records a note for an account, in whichever of its browsers asks first. Works outside a request: in tasks and
    /// commands.
    /// </summary>
    void AddFor(long accountId, string text, string category = FlashCategory.Message, FlashAction? action = null);

    /// <summary>Whether messages wait that no other request is showing; they keep waiting.</summary>
    bool AreWaiting { get; }

    /// <summary>
    /// Returns all waiting messages, oldest first, and reserves them for this request: they are deleted when its
    /// response has completed, and wait again when the client aborted it. Further calls return the same, limited to
    /// <paramref name="categories"/> when there are any. Outside a request there are none.
    /// </summary>
    IReadOnlyList<Flash> Take(params string[] categories);
}
