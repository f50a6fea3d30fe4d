using System.Reflection;
using System.Reflection.Emit;
using App.Tests.Testing;

namespace App.Tests.Patterns.LazyViews;

/// <summary>
/// A small assembly with one view, <c>Feature.Views.Hello</c>. Each instance has a new name, so the runtime has never
/// loaded the assembly before.
/// </summary>
sealed class FeatureAssembly : IDisposable
{
    readonly TestDirectory directory = new();
    readonly AssemblyLoadEventHandler seen;
    int loads;

    public FeatureAssembly()
    {
        seen = (_, loaded) => { if (loaded.LoadedAssembly.GetName().Name == Name) Interlocked.Increment(ref loads); };
        AppDomain.CurrentDomain.AssemblyLoad += seen;
    }

    public string Name { get; } = $"Feature{Guid.NewGuid():N}";

    public string Folder => directory.Path;

    public string View => $"Feature.Views.Hello, {Name}";

    /// <summary>How often the runtime has loaded the assembly.</summary>
    public int Loads => Volatile.Read(ref loads);

    public string Path => directory.File($"{Name}.dll");

    public void Write()
    {
        var assembly = new PersistedAssemblyBuilder(new AssemblyName(Name), typeof(object).Assembly);
        var type = assembly
            .DefineDynamicModule(Name)
            .DefineType("Feature.Views", TypeAttributes.Public | TypeAttributes.Abstract | TypeAttributes.Sealed);
        var code = type.DefineMethod("Hello", MethodAttributes.Public | MethodAttributes.Static, typeof(string), [])
            .GetILGenerator();
        code.Emit(OpCodes.Ldstr, "hello from the feature");
        code.Emit(OpCodes.Ret);
        type.CreateType();
        assembly.Save(Path);
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.AssemblyLoad -= seen;
        directory.Dispose();
    }
}
