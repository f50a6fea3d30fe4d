using App.Blueprints.Backend.People;
using App.Patterns.Ajax;
using App.Patterns.BackgroundTasks;
using App.Patterns.BackgroundTasks.Administration;
using App.Patterns.SqlMapping;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Blueprints.Backend.Runs;

/// <summary>Lists the runs of background tasks of all accounts.</summary>
public sealed class TasksModel(TaskAdministrationStore runs, AccountListStore accounts) : PageModel
{
    const int Size = 50;

    public TaskState? State { get; private set; }

    public IReadOnlyDictionary<TaskState, long> States { get; private set; } = new Dictionary<TaskState, long>();

    public PageOf<TaskRun> Runs { get; private set; } = null!;

    public IReadOnlyDictionary<long, string> Names { get; private set; } = new Dictionary<long, string>();

    public bool AnyOpen => Runs.Items.Any(run => run.IsOpen);

    public IActionResult OnGet()
    {
        if (PageNumber.Of(Request.Query) is not { } number)
            return NotFound();
        State =
            Enum.TryParse<TaskState>(Request.Query.Text("state"), ignoreCase: true, out var state)
            && Enum.IsDefined(state)
                ? state
                : null;
        States = runs.States();
        var total = State is { } one ? States.GetValueOrDefault(one) : States.Values.Sum();
        Runs = new(runs.All(State, Size, (number - 1L) * Size), number, Size, total);
        Names = accounts.Names(Runs.Items.Select(run => run.AccountId).OfType<long>().Distinct());
        return Runs.Exists ? this.PageOrPartial("_Tasks") : NotFound();
    }
}
