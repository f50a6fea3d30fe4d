using System.Reflection;
using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace App.Tests.Architecture;

/// <summary>
/// Tests the documentation of the public members of the handbook patterns (<c>App/Patterns</c>), which people copy into
/// their projects.
/// </summary>
public sealed class DocumentationTests
{
    const BindingFlags All = BindingFlags.Public
        | BindingFlags.NonPublic
        | BindingFlags.Instance
        | BindingFlags.Static
        | BindingFlags.DeclaredOnly;

    static readonly Dictionary<string, XElement> documented = XDocument
        .Load(Path.ChangeExtension(typeof(LibraryApp).Assembly.Location, ".xml"))
        .Descendants("member")
        .ToDictionary(member => member.Attribute("name")!.Value);

    [Fact]
    public void Public_types_and_members_of_patterns_have_a_summary()
    {
        var missing = Types.SelectMany(Members)
            .Where(member => !Has(member, "summary"))
            .Select(DocumentationId.Of);
        Assert.Equal("", string.Join('\n', missing));
    }

    [Fact]
    public void Parameters_of_patterns_are_documented()
    {
        var missing = Types.SelectMany(Members).OfType<MethodBase>().Where(method => !Inherits(method)).SelectMany(
            method => method.GetParameters()
                .Where(parameter => Text(method, parameter.Name!) == "")
                .Select(parameter => $"{DocumentationId.Of(method)}: {parameter.Name}"));
        Assert.Equal("", string.Join('\n', missing));
    }

    [Fact]
    public void Returned_values_of_patterns_are_documented()
    {
        var missing = Types.SelectMany(Members).OfType<MethodInfo>()
            .Where(method => ReturnsValue(method.ReturnType) && !IsFluent(method) && !Has(method, "returns"))
            .Select(DocumentationId.Of);
        Assert.Equal("", string.Join('\n', missing));
    }

    [Fact]
    public void A_type_of_each_pattern_names_the_Flask_page()
    {
        var patterns = Types.GroupBy(type => type.Namespace!.Split('.').ElementAtOrDefault(2) ?? "");
        var silent = patterns
            .Where(types => !types.Any(type => Remarks(type).Contains("Flask documentation", StringComparison.Ordinal)))
            .Select(types => types.Key);
        // The folder Http has helpers of several patterns.
        Assert.Equal(["Http"], silent);
    }

    static IEnumerable<Type> Types => typeof(LibraryApp).Assembly.GetExportedTypes().Where(type =>
        type.Namespace?.StartsWith("App.Patterns.", StringComparison.Ordinal) == true && !IsGenerated(type));

    // The type itself and its members that code outside the assembly sees.
    static IEnumerable<MemberInfo> Members(Type type)
    {
        yield return type;
        if (type.IsEnum || type.IsSubclassOf(typeof(Delegate))) yield break;
        foreach (var member in type.GetMembers(All))
        {
            if (member is Type or EventInfo || IsGenerated(member) || !IsVisible(member)) continue;
            if (member is MethodInfo { IsSpecialName: true }) continue;
            // A constructor without parameters says no more than its type.
            if (member is ConstructorInfo constructor && constructor.GetParameters().Length == 0) continue;
            if (member is PropertyInfo && IsDocumentedParameter(type, member.Name)) continue;
            yield return member;
        }
    }

    static bool IsGenerated(MemberInfo member) =>
        member.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
        || member.Name.Contains('<', StringComparison.Ordinal)
        || (member is MethodBase method && member.DeclaringType!.GetMethod("<Clone>$") is not null
            && (method.Name is "ToString" or "PrintMembers" or "Equals" or "GetHashCode" or "Deconstruct"
                || method is ConstructorInfo { IsFamily: true }));

    static bool IsVisible(MemberInfo member) => member switch
    {
        MethodBase method => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly,
        FieldInfo field => field.IsPublic || field.IsFamily,
        PropertyInfo property => property.GetAccessors(nonPublic: true).Any(IsVisible),
        _ => false,
    };

    // A property of a record that the primary constructor declares has its text in a param element.
    static bool IsDocumentedParameter(Type type, string name) => type.GetConstructors().Any(constructor =>
        constructor.GetParameters().Any(parameter => parameter.Name == name) && Text(constructor, name) != "");

    // Overrides and implementations of interfaces have the documentation of the member that they implement.
    static bool Inherits(MemberInfo member) => member switch
    {
        MethodInfo method => method.GetBaseDefinition() != method || Implements(method),
        PropertyInfo property => Inherits(property.GetAccessors(nonPublic: true)[0]),
        _ => false,
    };

    static bool Implements(MethodInfo method) => !method.DeclaringType!.IsInterface
        && method.DeclaringType.GetInterfaces().Any(contract =>
            method.DeclaringType.GetInterfaceMap(contract).TargetMethods.Contains(method));

    static bool Has(MemberInfo member, string element) => Inherits(member)
        || documented.TryGetValue(DocumentationId.Of(member), out var found)
            && (found.Element("inheritdoc") is not null || found.Element(element)?.Value.Trim() is { Length: > 0 });

    static string Text(MethodBase method, string name) =>
        documented.TryGetValue(DocumentationId.Of(method), out var found)
            ? found.Elements("param").FirstOrDefault(element => element.Attribute("name")?.Value == name)?.Value ?? ""
            : "";

    static string Remarks(Type type) =>
        documented.TryGetValue(DocumentationId.Of(type), out var found) ? found.Value : "";

    // The extended object of a fluent setup method is returned for further calls, which needs no words.
    static bool IsFluent(MethodInfo method) => method.IsDefined(typeof(ExtensionAttribute), inherit: false)
        && method.ReturnType == method.GetParameters()[0].ParameterType;

    static bool ReturnsValue(Type type) => type != typeof(void) && type != typeof(Task) && type != typeof(ValueTask);
}
