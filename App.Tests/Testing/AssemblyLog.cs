using System.Diagnostics;
using System.Runtime.InteropServices;

namespace App.Tests.Testing;

/// <summary>
/// Makes a child program print the names of its loaded assemblies to standard error when it receives SIGUSR1.
/// </summary>
static class AssemblyLog
{
    /// <summary>The number of the signal SIGUSR1, which makes the child program print the list.</summary>
    const int ListSignal = 10;

    static PosixSignalRegistration? listing;

    const string Wanted = "CARAFE_TEST_ASSEMBLIES";

    /// <summary>The environment variables that enable this log in a child program.</summary>
    public static IReadOnlyDictionary<string, string> Environment { get; } = new Dictionary<string, string>
    {
        ["DOTNET_STARTUP_HOOKS"] = typeof(AssemblyLog).Assembly.Location,
        [Wanted] = "1",
    };

    /// <summary>Returns the names of the assemblies that a child program has loaded so far.</summary>
    public static async Task<IReadOnlyList<string>> List(ChildProgram program)
    {
        const string Begin = "assemblies: ";
        const string End = " .";
        var before = Lists().Count;
        await program.Signal("USR1");
        for (var waited = Stopwatch.StartNew(); Lists().Count == before; await Task.Delay(20))
            Assert.True(waited.Elapsed < TimeSpan.FromSeconds(60), program.Errors);
        return Lists()[^1][Begin.Length..^End.Length].Split(' ');

        List<string> Lists() =>
            [
                .. program
                    .Errors.Split('\n')
                    .Where(line =>
                        line.StartsWith(Begin, StringComparison.Ordinal) && line.EndsWith(End, StringComparison.Ordinal)
                    ),
            ];
    }

    /// <summary>
    /// Registers the signal handler, but only if the environment variable is set. The startup hook calls this method.
    /// </summary>
    public static void Begin()
    {
        if (System.Environment.GetEnvironmentVariable(Wanted) is null) return;
        // A static field, so that the registration is not garbage-collected.
        listing = PosixSignalRegistration.Create((PosixSignal)ListSignal, context =>
        {
            context.Cancel = true;
            var names = AppDomain.CurrentDomain.GetAssemblies().Select(assembly => assembly.GetName().Name);
            Console.Error.WriteLine($"assemblies: {string.Join(' ', names)} .");
        });
    }
}
