using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using Dapper;

namespace App.Tests.Architecture;

/// <summary>
/// Reads the SQL statements of all stores (the classes that access the database) from the compiled code. The compiler
/// joins concatenated constants to one literal, so each statement is exactly the text that the database receives.
/// </summary>
static partial class StoreStatements
{
    public static IReadOnlyList<StoreStatement> All { get; } =
    [
        .. from method in Methods()
           from statement in In(method)
           select statement,
    ];

    /// <summary>Returns the calls that build SQL text at run time, such as <c>string.Concat</c>.</summary>
    public static IEnumerable<string> Composed()
    {
        foreach (var method in Methods())
        {
            List<string?> loaded = [];
            foreach (var (code, token) in Il.Of(method))
            {
                var called = code.OperandType == OperandType.InlineMethod
                    ? Il.Member(method, token) as MethodInfo
                    : null;
                // Checks whether an argument of the call is SQL. The instructions directly before the call load its
                // arguments.
                if (called is not null && Composes(called)
                    && loaded.TakeLast(called.GetParameters().Length)
                        .Any(text => text is not null && Keyword().IsMatch(text)))
                    yield return $"{method.DeclaringType}.{method.Name} calls "
                        + $"{called.DeclaringType!.Name}.{called.Name}";
                loaded.Add(code == OpCodes.Ldstr ? method.Module.ResolveString(token) : null);
            }
        }
    }

    static bool Composes(MethodInfo method) =>
        method.DeclaringType == typeof(DefaultInterpolatedStringHandler)
        || method.DeclaringType == typeof(StringBuilder)
        || (method.DeclaringType == typeof(string)
            && method.Name is nameof(string.Concat) or nameof(string.Format)
                or nameof(string.Replace) or nameof(string.Insert));

    static IEnumerable<MethodBase> Methods() =>
        from type in typeof(LibraryApp).Assembly.GetTypes()
        where Outermost(type).Name.EndsWith("Store", StringComparison.Ordinal)
        from method in type.GetMembers(
            BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static
                | BindingFlags.DeclaredOnly)
            .OfType<MethodBase>()
        select method;

    static IEnumerable<StoreStatement> In(MethodBase method)
    {
        var store = Outermost(method.DeclaringType!).Name;
        List<string> pending = [];
        foreach (var (code, token) in Il.Of(method))
        {
            if (code == OpCodes.Ldstr && method.Module.ResolveString(token) is var text && Start().IsMatch(text))
                pending.Add(text);
            if (code.OperandType != OperandType.InlineMethod || pending.Count == 0) continue;
            if (Il.Member(method, token) is not MethodInfo called || called.DeclaringType != typeof(SqlMapper))
                continue;
            // Query<T> maps a row to one record, Query<TFirst, TSecond, TReturn> to two.
            Type[] records = !called.IsGenericMethod ? []
                : called.GetGenericArguments() is [var only] ? [only]
                : called.GetGenericArguments()[..^1];
            foreach (var sql in pending) yield return new(store, method.Name, sql, records);
            pending.Clear();
        }
        foreach (var sql in pending) yield return new(store, method.Name, sql, []);
    }

    static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    [GeneratedRegex(
        @"^\s*(select|insert|update|delete|with|replace|pragma|vacuum)\b",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Start();

    [GeneratedRegex(@"\b(select|insert into|update|delete from|where|order by|group by|join|and|limit)\s")]
    private static partial Regex Keyword();
}

/// <param name="Store">The name of the store.</param>
/// <param name="Method">The method that contains the statement.</param>
/// <param name="Sql">The SQL text.</param>
/// <param name="Records">The types that a result row is mapped to; empty when the statement returns no rows, or when
/// another method runs it.</param>
sealed record StoreStatement(string Store, string Method, string Sql, IReadOnlyList<Type> Records)
{
    public override string ToString() => $"{Store}.{Method}: {Sql.Trim().Split('\n')[0]}";
}
