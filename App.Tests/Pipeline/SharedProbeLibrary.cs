using App.Tests.Testing;

namespace App.Tests.Pipeline;

/// <summary>A test site that the tests of a class share, with the endpoints of <see cref="ProbeLibrary"/>.</summary>
public sealed class SharedProbeLibrary : SharedLibrary
{
    protected override Task<TestLibrary> Start() => TestLibrary.Start(make: settings => new ProbeLibrary(settings));
}
