using System.Globalization;
using App.Patterns.BackgroundTasks;
using App.Patterns.Localization;
using App.Patterns.Localization.Texts;
using App.Tests.Testing;
using Microsoft.Extensions.Localization;

namespace App.Tests.Blueprints.Tasks;

/// <summary>Starts libraries with an additional background task, whose work the test provides.</summary>
static class TaskFixture
{
    public static Task<TestLibrary> Start(
        Func<int, TaskProgress, CancellationToken, Task<object?>>? work = null,
        WorkerMode worker = WorkerMode.Inline,
        string? folder = null
    ) =>
        TestLibrary.Start(
            settings =>
            {
                if (folder is not null) Directory.Delete(settings.DataDirectory);
                return settings with { Worker = worker, DataDirectory = folder ?? settings.DataDirectory };
            },
            builder => AddTask(builder, work ?? ((number, _, _) => Task.FromResult<object?>(number))));

    public static void AddTask(
        WebApplicationBuilder builder,
        Func<int, TaskProgress, CancellationToken, Task<object?>> work
    ) => builder.Services.AddSingleton(work).AddBackgroundTask<HouseTask, int>("home.title", []);

    /// <summary>
    /// Starts a second library with a worker that uses the data of the first library, like another process.
    /// </summary>
    public static Task<TestLibrary> Restart(TestLibrary library) => Start(folder: library.Settings.DataDirectory);

    /// <summary>Presses a button outside of its form, as a browser without JavaScript does.</summary>
    public static Task<Answer> Press(this Visitor visitor, Answer page, string selector, string? url = null)
    {
        var button = page.Find(selector);
        var form = page.Find($"form#{button.GetAttribute("form")}");
        form.SetAttribute("action", url ?? button.GetAttribute("formaction"));
        var values = new Dictionary<string, string?>();
        if (button.GetAttribute("name") is { } name) values[name] = button.GetAttribute("value");
        return visitor.Submit(page, $"form#{form.Id}", values);
    }

    /// <summary>Enqueues a run of the additional task, by default for the first account.</summary>
    public static long Enqueue(this TestLibrary library, int number = 0, long accountId = 1, string language = "en") =>
        library.InScope(services =>
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
            return services.GetRequiredService<IBackgroundTasks>().Enqueue<HouseTask, int>(number, accountId);
        });

    public static TaskRun Run(this TestLibrary library, long id) =>
        library.InScope(services => services.GetRequiredService<TaskRunStore>().Find(id)!);

    public static async Task<TaskRun> Until(this TestLibrary library, long id, Func<TaskRun, bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!condition(library.Run(id))) await timer.WaitForNextTickAsync(patience.Token);
        return library.Run(id);
    }

    public static Task<TaskRun> Ended(this TestLibrary library, long id) => library.Until(id, run => !run.IsOpen);

    /// <summary>Returns the translated text of a key with the arguments, as a page in that language shows it.</summary>
    public static string Texts(this TestLibrary library, string language, string key, params object[] arguments)
    {
        var before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Languages.Culture(language);
            return library.InScope(services => services.GetRequiredService<IStringLocalizer>()[key, arguments].Value);
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = before;
        }
    }

    /// <summary>Returns the translated text of a key. Placeholders in the text are not replaced.</summary>
    public static string Text(this TestLibrary library, string language, string key) =>
        library.Services.GetRequiredService<Catalogues>().Texts(language)[key];
}

sealed class HouseTask(Func<int, TaskProgress, CancellationToken, Task<object?>> work) : IBackgroundTask<int>
{
    public Task<object?> Run(int arguments, TaskProgress progress, CancellationToken cancelled) =>
        work(arguments, progress, cancelled);
}
