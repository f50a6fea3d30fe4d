using System.Reflection;
using App.Patterns.Forms;
using App.Patterns.UrlProcessors;
using App.Patterns.UrlProcessors.Texts;
using App.Tests.Testing;

namespace App.Tests.Patterns.Forms;

/// <summary>An application with the controller of <see cref="FieldRulesTests"/>.</summary>
public sealed class FieldRulesApp : IAsyncLifetime
{
    BareApp app = null!;

    public HttpClient Http => app.Http;

    public async ValueTask InitializeAsync() =>
        app = await BareApp.Start(
            app => app.MapControllers(),
            builder =>
            {
                builder.Services.AddUrlProcessors(typeof(LibraryApp).Assembly, "en");
                builder.Services.AddForms();
                builder.Services.AddDataProtection();
                builder
                    .Services.AddControllersWithViews()
                    .ConfigureApplicationPartManager(parts =>
                    {
                        parts.ApplicationParts.Clear();
                        parts.FeatureProviders.Clear();
                        parts.ApplicationParts.Add(
                            new Microsoft.AspNetCore.Mvc.ApplicationParts.AssemblyPart(Assembly.GetExecutingAssembly())
                        );
                        parts.FeatureProviders.Add(new OnlySample());
                    });
            }
        );

    public ValueTask DisposeAsync() => app.DisposeAsync();

    sealed class OnlySample : Microsoft.AspNetCore.Mvc.Controllers.ControllerFeatureProvider
    {
        protected override bool IsController(TypeInfo typeInfo) => typeInfo == typeof(FieldRulesTests.SampleController);
    }
}
