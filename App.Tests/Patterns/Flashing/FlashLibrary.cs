using App.Tests.Testing;
using Microsoft.AspNetCore.Hosting;

namespace App.Tests.Patterns.Flashing;

/// <summary>
/// A test site that the tests of a class share, with the endpoint <c>/flash</c>. The tests do not affect each other,
/// because each visitor has its own messages.
/// </summary>
public sealed class FlashLibrary : SharedLibrary
{
    protected override Task<TestLibrary> Start() =>
        TestLibrary.Start(configure: builder => builder.Services.AddSingleton<IStartupFilter>(new FlashAddress()));
}
