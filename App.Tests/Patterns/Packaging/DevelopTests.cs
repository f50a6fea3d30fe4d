using System.Diagnostics;
using App.Tests.Architecture;
using App.Tests.Testing;

namespace App.Tests.Patterns.Packaging;

/// <summary>Runs a small site that imports <c>Packaging.targets</c> with <c>dotnet watch</c>.</summary>
public sealed class DevelopTests : IDisposable
{
    static readonly TimeSpan limit = TimeSpan.FromMinutes(10);

    readonly TestDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    [Trait("Statement", "P05.6")]
    public async Task An_edited_template_and_style_sheet_are_served_without_a_new_installation()
    {
        WriteSite();
        using var watch = ChildProgram.StartDotnet(
            ["watch", "--non-interactive", "run", "--", "--urls", "http://127.0.0.1:0"],
            directory.Path,
            new Dictionary<string, string>
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Development",
                ["DOTNET_WATCH_SUPPRESS_LAUNCH_BROWSER"] = "1",
                ["DOTNET_WATCH_SUPPRESS_EMOJIS"] = "1",
                ["NuGetAudit"] = "false",
            });
        var address = await Address(watch);
        using var visitor = new Visitor(address, "en");
        Assert.Contains("before", (await visitor.Get("/")).Text, StringComparison.Ordinal);
        Assert.Contains("red", (await visitor.Get("/site.css")).Text, StringComparison.Ordinal);
        Edit("Pages/Index.cshtml", "before", "after");
        await Until(visitor, "/", "after", watch);
        Edit("wwwroot/site.css", "red", "blue");
        await Until(visitor, "/site.css", "blue", watch);
    }

    void WriteSite()
    {
        Directory.CreateDirectory(directory.File("Pages"));
        Directory.CreateDirectory(directory.File("wwwroot"));
        File.WriteAllText(directory.File("Pages/Index.cshtml"), "@page\n<p>before</p>\n");
        File.WriteAllText(directory.File("wwwroot/site.css"), "p { color: red; }\n");
        File.WriteAllText(directory.File("Program.cs"), """
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddRazorPages();
            var app = builder.Build();
            app.MapStaticAssets();
            app.MapRazorPages();
            app.Run();
            """);
        File.WriteAllText(directory.File("Site.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk.Web">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
              </PropertyGroup>
              <Import Project="{Source.Path("App/Patterns/Packaging/Packaging.targets")}" />
            </Project>
            """);
    }

    void Edit(string file, string before, string after)
    {
        var text = File.ReadAllText(directory.File(file));
        File.WriteAllText(directory.File(file), text.Replace(before, after, StringComparison.Ordinal));
    }

    // Waits for the line "Now listening on: http://…". The limit is long because the first start compiles the site.
    static async Task<Uri> Address(ChildProgram watch)
    {
        const string listening = "Now listening on: ";
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < limit; await Task.Delay(100))
            if (watch.Output.Split(listening) is [_, var rest, ..] && rest.Contains('\n', StringComparison.Ordinal))
                return new Uri(rest.Split('\n')[0].Trim());
        throw new InvalidOperationException($"The site does not listen:\n{watch.Output}\n{watch.Errors}");
    }

    static async Task Until(Visitor visitor, string path, string text, ChildProgram watch)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < limit; await Task.Delay(100))
            if ((await visitor.Get(path)).Text.Contains(text, StringComparison.Ordinal))
                return;
        Assert.Fail($"{path} does not contain '{text}':\n{watch.Output}\n{watch.Errors}");
    }
}
