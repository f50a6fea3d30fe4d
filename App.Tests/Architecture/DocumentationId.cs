using System.Globalization;
using System.Reflection;

namespace App.Tests.Architecture;

/// <summary>Creates the IDs of members in the compiler's XML documentation file.</summary>
static class DocumentationId
{
    public static string Of(MemberInfo member) => member switch
    {
        Type type => $"T:{Name(type)}",
        MethodBase method =>
            $"M:{Owner(method)}{Name(method)}{Parameters(method.GetParameters())}{Result(method)}",
        PropertyInfo property =>
            $"P:{Owner(property)}{property.Name.Replace('.', '#')}{Parameters(property.GetIndexParameters())}",
        _ => $"F:{Owner(member)}{member.Name}",
    };

    static string Owner(MemberInfo member) => $"{Name(member.DeclaringType!)}.";

    static string Name(Type type) => type.FullName!.Replace('+', '.');

    static string Name(MethodBase method) => method.Name.Replace('.', '#')
        + (method.IsGenericMethod ? $"``{method.GetGenericArguments().Length}" : "");

    static string Parameters(ParameterInfo[] parameters) => parameters.Length == 0
        ? ""
        : $"({string.Join(',', parameters.Select(parameter => Reference(parameter.ParameterType)))})";

    static string Result(MethodBase method) => method is MethodInfo { Name: "op_Implicit" or "op_Explicit" } conversion
        ? $"~{Reference(conversion.ReturnType)}"
        : "";

    static string Reference(Type type)
    {
        if (type.IsByRef) return Reference(type.GetElementType()!) + "@";
        if (type.IsArray) return Reference(type.GetElementType()!) + "[]";
        if (type.IsGenericParameter)
            return (type.DeclaringMethod is null ? "`" : "``") + type.GenericParameterPosition;
        if (!type.IsGenericType) return Name(type);
        var definition = Name(type.GetGenericTypeDefinition());
        var arguments = type.GetGenericArguments().Select(Reference).ToList();
        var result = "";
        foreach (var part in definition.Split('.'))
        {
            var (name, count) = part.Split('`') is [var first, var number]
                ? (first, int.Parse(number, CultureInfo.InvariantCulture))
                : (part, 0);
            result += (result.Length > 0 ? "." : "") + name;
            if (count == 0) continue;
            result += "{" + string.Join(',', arguments.Take(count)) + "}";
            arguments.RemoveRange(0, count);
        }
        return result;
    }
}
