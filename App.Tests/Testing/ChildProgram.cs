using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace App.Tests.Testing;

/// <summary>Runs the real program as a child process with its own environment and current directory.</summary>
public sealed class ChildProgram : IDisposable
{
    static readonly TimeSpan patience = TimeSpan.FromSeconds(60);

    readonly Process process = new();
    readonly StringBuilder output = new();
    readonly StringBuilder errors = new();

    ChildProgram(
        IEnumerable<string> arguments,
        string? workingDirectory,
        IReadOnlyDictionary<string, string>? environment,
        string file = "dotnet"
    )
    {
        process.StartInfo = new ProcessStartInfo(file, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = workingDirectory ?? AppContext.BaseDirectory,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            process.StartInfo.Environment[name] = value;
        process.OutputDataReceived += (_, line) => Keep(output, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(errors, line.Data);
    }

    public string Output { get { lock (output) return output.ToString(); } }

    public string Errors { get { lock (errors) return errors.ToString(); } }

    public int ExitCode => process.ExitCode;

    public int Id => process.Id;

    /// <summary>Runs the program until it ends; <paramref name="input"/> is its standard input.</summary>
    public static async Task<ChildProgram> Run(
        string[] arguments,
        string? workingDirectory = null,
        IReadOnlyDictionary<string, string>? environment = null,
        string input = ""
    )
    {
        var program = Start(arguments, workingDirectory, environment);
        await program.process.StandardInput.WriteAsync(input);
        program.process.StandardInput.Close();
        await program.Ended();
        return program;
    }

    /// <summary>Starts the program without waiting for its end.</summary>
    public static ChildProgram Start(
        string[] arguments, string? workingDirectory = null, IReadOnlyDictionary<string, string>? environment = null) =>
        StartDotnet(
            [Path.Combine(AppContext.BaseDirectory, "carafe.dll"), .. arguments], workingDirectory, environment);

    /// <summary>Starts the program with the given umask. <see cref="Start"/> uses the umask of this process.</summary>
    public static ChildProgram StartWithUmask(string mask, string[] arguments)
    {
        var program = new ChildProgram(
            [
                "-c",
                $"umask {mask}; exec dotnet \"$@\"",
                "sh",
                Path.Combine(AppContext.BaseDirectory, "carafe.dll"),
                .. arguments,
            ],
            null,
            null,
            "sh"
        );
        return program.Begun();
    }

    /// <summary>Starts any program by its file name.</summary>
    public static ChildProgram StartFile(
        string file,
        string[] arguments,
        string? workingDirectory = null,
        IReadOnlyDictionary<string, string>? environment = null
    )
    {
        var program = new ChildProgram(arguments, workingDirectory, environment, file);
        return program.Begun();
    }

    /// <summary>Starts <c>dotnet</c> with other arguments: another .NET program or a command of the SDK.</summary>
    public static ChildProgram StartDotnet(
        string[] arguments, string? workingDirectory = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        var program = new ChildProgram(arguments, workingDirectory, environment);
        return program.Begun();
    }

    /// <summary>Waits until the program prints the URL it listens on.</summary>
    public async Task<Uri> Listening()
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < patience; await Task.Delay(50))
        {
            if (
                Output.Split().FirstOrDefault(word => word.StartsWith("http://", StringComparison.Ordinal)) is
                { } address
            )
                return new Uri(address);
            if (process.HasExited)
                break;
        }
        throw new InvalidOperationException($"The program does not listen. It said:\n{Output}\n{Errors}");
    }

    /// <summary>Waits until the program ends, at most a minute by default.</summary>
    public async Task Ended(TimeSpan? within = null)
    {
        using var limit = new CancellationTokenSource(within ?? patience);
        await process.WaitForExitAsync(limit.Token);
    }

    /// <summary>
    /// The name of the signal that Ctrl-C sends, <c>INT</c>, or <c>TERM</c> if this process ignores <c>INT</c>. Shells
    /// make background processes ignore <c>INT</c>, and their child processes do the same.
    /// </summary>
    public static string Interrupt => OperatingSystem.IsLinux() && (IgnoredSignals() & 2) != 0 ? "TERM" : "INT";

    /// <summary>Sends a signal to the program, by default TERM, which ends it.</summary>
    public async Task Signal(string name = "TERM")
    {
        using var kill = Process.Start("kill", [$"-{name}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    // Returns the signals that this process ignores as a bit mask. The second bit is INT.
    static long IgnoredSignals() =>
        long.Parse(
            File.ReadLines("/proc/self/status")
                .First(line => line.StartsWith("SigIgn:", StringComparison.Ordinal))["SigIgn:".Length..]
                .Trim(),
            NumberStyles.AllowHexSpecifier,
            CultureInfo.InvariantCulture
        );

    public void Kill() => process.Kill();

    public void Dispose()
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        process.Dispose();
    }

    ChildProgram Begun()
    {
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return this;
    }

    static void Keep(StringBuilder text, string? line)
    {
        if (line is null) return;
        lock (text) text.AppendLine(line);
    }
}

/// <summary>A temporary directory, deleted when it is disposed of.</summary>
public sealed class TestDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("carafe-test-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
