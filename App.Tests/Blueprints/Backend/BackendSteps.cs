using App.Blueprints.Accounts;
using App.Patterns.BackgroundTasks;
using App.Patterns.Sqlite;
using App.Tests.Testing;

namespace App.Tests.Blueprints.Backend;

/// <summary>Helpers for tests of the backend. They press buttons, insert task runs and look up accounts.</summary>
static class BackendSteps
{
    public static readonly string[] Pages =
    [
        "/",
        "/?period=week",
        "/accounts",
        "/accounts/1",
        "/accounts/1/password",
        "/shelves",
        "/new-shelf",
        "/archives",
        "/tasks",
        "/schedules",
        "/databases",
        "/log",
        "/applications",
        "/caches",
        "/views",
        "/routes",
        "/settings",
    ];

    /// <summary>
    /// Presses a button and submits its form, as a browser without JavaScript does. The button can be outside of the
    /// form (attribute <c>form</c>).
    /// </summary>
    public static async Task<Answer> Press(
        this Visitor visitor,
        Answer page,
        string button,
        IReadOnlyDictionary<string, string?>? values = null,
        bool follow = true
    )
    {
        var element = page.Find(button);
        var form = element.GetAttribute("form") is { } id ? page.Find($"form#{id}") : element.Closest("form")!;
        Dictionary<string, string?> fields = new(values ?? new Dictionary<string, string?>());
        if (element.GetAttribute("name") is { } name) fields[name] = element.GetAttribute("value");
        if (element.GetAttribute("formaction") is { } action) form.SetAttribute("action", action);
        return await visitor.Submit(page, $"form#{form.Id}", fields, follow: follow);
    }

    public static async Task<HttpStatusCode> StatusOf(this Visitor visitor, string url)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        return (await visitor.Send(request)).Status;
    }

    public static long AccountId(this TestLibrary library, string name) =>
        library.InScope(scope => scope.GetRequiredService<AccountStore>().Find(name)!.Id);

    /// <summary>
    /// Inserts only the database row of a background task's run, with the given state. Adds nothing to the task queue,
    /// so no worker starts the run at once.
    /// </summary>
    public static long Record(
        this TestLibrary library,
        long? account,
        TaskState state,
        DateTimeOffset at,
        string task = "backend.task.check"
    ) =>
        library.InScope(scope =>
        {
            var id = 0L;
            var runs = scope.GetRequiredService<TaskRunStore>();
            scope.GetRequiredService<OnDemandConnection>().Transact(() =>
            {
                id = runs.Add(task, "\"\"", account, "en", at);
                if (state == TaskState.Waiting) return;
                runs.Claim(id, "test", at, DateTimeOffset.MaxValue.AddYears(-1));
                if (state != TaskState.Running) runs.End(id, "test", state, null, null, at);
            });
            return id;
        });
}
