using System.Diagnostics;
using System.Text;
using App.Tests.Patterns.BackgroundTasks;

namespace App.Tests.Patterns.BackgroundTasks
{
    /// <summary>
    /// A worker process that can be killed: this test program, turned into a worker by the startup hook below.
    /// </summary>
    sealed class ChildProcess : IDisposable
    {
        public const string Folder = "CARAFE_TEST_WORKER_IN";

        readonly Process process;
        readonly StringBuilder output = new();

        ChildProcess(ProcessStartInfo start)
        {
            process = new Process { StartInfo = start };
            process.OutputDataReceived += (_, line) => Keep(line.Data);
            process.ErrorDataReceived += (_, line) => Keep(line.Data);
            process.Start();
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
        }

        public string Output
        {
            get
            {
                lock (output) return output.ToString();
            }
        }

        public static ChildProcess StartWorker(string folder, int? hangAt = null)
        {
            var program = typeof(ChildProcess).Assembly.Location;
            var start = new ProcessStartInfo("dotnet", [program])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment = { ["DOTNET_STARTUP_HOOKS"] = program, [Folder] = folder },
            };
            if (hangAt is not null) start.Environment[StepsTask.HangAt] = $"{hangAt}";
            return new ChildProcess(start);
        }

        /// <summary>Sends SIGKILL, so that nothing is cleaned up.</summary>
        public void Kill()
        {
            process.Kill();
            process.WaitForExit();
        }

        void Keep(string? line)
        {
            lock (output) output.AppendLine(line);
        }

        public void Dispose()
        {
            if (!process.HasExited) Kill();
            process.Dispose();
        }
    }
}

/// <summary>
/// The .NET runtime calls <c>Initialize</c> before Main when DOTNET_STARTUP_HOOKS names this assembly.
/// </summary>
static class StartupHook
{
    public static void Initialize()
    {
        App.Tests.Testing.AssemblyLog.Begin();
        if (Environment.GetEnvironmentVariable(ChildProcess.Folder) is not { } folder) return;
        Work(folder).GetAwaiter().GetResult();
        Environment.Exit(1);
    }

    static async Task Work(string folder)
    {
        await using var host = await QueueHost.Start(folder: folder);
        await Task.Delay(Timeout.Infinite);
    }
}
