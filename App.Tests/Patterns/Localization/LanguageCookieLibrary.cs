using App.Tests.Testing;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace App.Tests.Patterns.Localization;

/// <summary>A test site that the tests of a class share. The tests can advance its clock.</summary>
public sealed class LanguageCookieLibrary : SharedLibrary
{
    readonly OffsetClock clock = new();

    public void Advance(TimeSpan by) => clock.Advance(by);

    protected override Task<TestLibrary> Start() =>
        TestLibrary.Start(
            configure: builder => builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock)),
            make: settings => new ProbeLibrary(settings)
        );

    sealed class OffsetClock : TimeProvider
    {
        TimeSpan ahead;

        public void Advance(TimeSpan by) => ahead += by;

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + ahead;
    }
}
