using System.Runtime.InteropServices;
using App.Patterns.Deployment;

namespace App.Tests.Patterns.Deployment;

public sealed class CleanCheckoutTests
{
    [Fact]
    [Trait("Statement", "P06.8")]
    public async Task A_project_that_was_never_built_is_published_packed_pushed_and_served_without_a_step_by_hand()
    {
        using var target = new DeploymentTarget(settings => settings with
        {
            Name = "site",
            Wait = 60,
            ServeArguments = [],
            PendingArguments = [],
            Health = "/",
        });
        var folder = Directory.CreateDirectory(Path.Combine(target.Folder, "checkout")).FullName;
        var project = Path.Combine(folder, "site.csproj");
        await File.WriteAllTextAsync(project, """
            <Project Sdk="Microsoft.NET.Sdk.Web">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Version>3.2.1</Version>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
            </Project>
            """, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "Program.cs"), """
            var builder = WebApplication.CreateBuilder(args);
            builder.WebHost.ConfigureKestrel(kestrel => kestrel.UseSystemd());
            var app = builder.Build();
            app.MapGet("/", () => "Published from the checkout");
            app.Run();
            """, TestContext.Current.CancellationToken);
        await target.Deploy(
            new()
            {
                Project = project,
                FrameworkDependent = true,
                Runtime = RuntimeInformation.RuntimeIdentifier,
                PackageFolder = Path.Combine(target.Folder, "packages"),
            },
            DeploymentStep.Bootstrap, DeploymentStep.Pack, DeploymentStep.Push, DeploymentStep.Activate);
        Assert.Equal(("3.2.1", "Published from the checkout"), (target.Active, await target.Page()));
    }
}
