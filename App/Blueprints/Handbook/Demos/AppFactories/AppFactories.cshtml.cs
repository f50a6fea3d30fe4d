using Microsoft.AspNetCore.Mvc;

namespace App.Blueprints.Handbook.Demos.AppFactories;

public sealed class AppFactoriesModel(AppFactoriesDemo demo) : DemonstrationPage(demo)
{
    public async Task<IActionResult> OnPostAsync(string? text, string? app)
    {
        await demo.Write(app, string.IsNullOrWhiteSpace(text) ? "An empty note" : text);
        return Done();
    }
}
