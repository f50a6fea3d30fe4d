namespace App.Tests.Testing;

/// <summary>Lets a child program say on its error stream which assemblies the runtime loads into it, and when.</summary>
static class AssemblyLog
{
    const string Wanted = "CARAFE_TEST_ASSEMBLIES";

    /// <summary>What the child program is started with.</summary>
    public static IReadOnlyDictionary<string, string> Environment { get; } = new Dictionary<string, string>
    {
        ["DOTNET_STARTUP_HOOKS"] = typeof(AssemblyLog).Assembly.Location,
        [Wanted] = "1",
    };

    public static string Line(string assembly) => $"loaded {assembly}\n";

    /// <summary>Called by the startup hook; does nothing in a program that was not asked to.</summary>
    public static void Begin()
    {
        if (System.Environment.GetEnvironmentVariable(Wanted) is null) return;
        AppDomain.CurrentDomain.AssemblyLoad += (_, loaded) => Console.Error.WriteLine($"loaded {loaded.LoadedAssembly.GetName().Name}");
    }
}
