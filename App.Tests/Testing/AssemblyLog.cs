using System.Diagnostics;
using System.Runtime.InteropServices;

namespace App.Tests.Testing;

/// <summary>
/// Lets a child program list on its error stream the assemblies that are loaded, when it is asked to.
/// </summary>
static class AssemblyLog
{
    /// <summary>The number of USR1, which makes the program list the assemblies that are loaded.</summary>
    const int ListSignal = 10;

    static PosixSignalRegistration? listing;

    const string Wanted = "CARAFE_TEST_ASSEMBLIES";

    /// <summary>What the child program is started with.</summary>
    public static IReadOnlyDictionary<string, string> Environment { get; } = new Dictionary<string, string>
    {
        ["DOTNET_STARTUP_HOOKS"] = typeof(AssemblyLog).Assembly.Location,
        [Wanted] = "1",
    };

    /// <summary>The names of the assemblies that are loaded in a child program now.</summary>
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

    /// <summary>Called by the startup hook; does nothing in a program that was not asked to.</summary>
    public static void Begin()
    {
        if (System.Environment.GetEnvironmentVariable(Wanted) is null) return;
        // Kept for the life of the process.
        listing = PosixSignalRegistration.Create((PosixSignal)ListSignal, context =>
        {
            context.Cancel = true;
            var names = AppDomain.CurrentDomain.GetAssemblies().Select(assembly => assembly.GetName().Name);
            Console.Error.WriteLine($"assemblies: {string.Join(' ', names)} .");
        });
    }
}
