using App.Patterns.Ajax;
using App.Patterns.BackgroundTasks.Administration;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Blueprints.Backend.Runs;

public sealed class SchedulesModel(TaskAdministration board) : PageModel
{
    public IReadOnlyList<TaskSchedule> Schedules { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        Schedules = await board.Schedules();
        return this.PageOrPartial("_Schedules");
    }
}
