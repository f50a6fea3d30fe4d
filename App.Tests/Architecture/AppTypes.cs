using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace App.Tests.Architecture;

/// <summary>
/// Lists the types of the application that the architecture tests check. Omits compiled views and generated types.
/// </summary>
static partial class AppTypes
{
    public static IEnumerable<Type> Types() =>
        typeof(LibraryApp)
            .Assembly.GetTypes()
            .Where(type =>
                type.Namespace?.StartsWith("App", StringComparison.Ordinal) == true
                && !type.Name.Contains('<', StringComparison.Ordinal)
                && !TypeReferences.IsView(type)
                && !type.IsDefined(typeof(CompilerGeneratedAttribute))
                && !type.IsDefined(typeof(System.CodeDom.Compiler.GeneratedCodeAttribute))
            );

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline)]
    public static partial Regex Namespace();
}
