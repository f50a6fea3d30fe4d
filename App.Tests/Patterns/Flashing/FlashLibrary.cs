using App.Tests.Testing;
using Microsoft.AspNetCore.Hosting;

namespace App.Tests.Patterns.Flashing;

/// <summary>A shared library with the endpoint <c>/flash</c>. Each visitor has messages of its own.</summary>
public sealed class FlashLibrary : SharedLibrary
{
    protected override Task<TestLibrary> Start() =>
        TestLibrary.Start(configure: builder => builder.Services.AddSingleton<IStartupFilter>(new FlashAddress()));
}
