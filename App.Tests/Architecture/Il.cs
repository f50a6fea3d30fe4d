using System.Reflection;
using System.Reflection.Emit;

namespace App.Tests.Architecture;

/// <summary>Reads the IL instructions of a compiled method.</summary>
static class Il
{
    static readonly Dictionary<int, OpCode> opCodes = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => (int)(ushort)code.Value);

    /// <summary>Enumerates the instructions in order. Token is 0 when the operand is not a metadata token.</summary>
    public static IEnumerable<(OpCode Code, int Token)> Of(MethodBase method)
    {
        if (method.GetMethodBody() is not { } body) yield break;
        var il = body.GetILAsByteArray()!;
        for (var at = 0; at < il.Length;)
        {
            var code = il[at] == 0xFE ? opCodes[0xFE00 | il[at + 1]] : opCodes[il[at]];
            at += code.Size;
            var isToken = code.OperandType is OperandType.InlineField or OperandType.InlineMethod
                or OperandType.InlineTok or OperandType.InlineType or OperandType.InlineString;
            yield return (code, isToken ? BitConverter.ToInt32(il, at) : 0);
            at += SizeOf(code.OperandType, il, at);
        }
    }

    /// <summary>Resolves a metadata token in the method's IL to a field, method or type.</summary>
    public static MemberInfo? Member(MethodBase method, int token) => method.Module.ResolveMember(
        token,
        method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null,
        method.IsGenericMethod ? method.GetGenericArguments() : null);

    static int SizeOf(OperandType operand, byte[] il, int at) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + 4 * BitConverter.ToInt32(il, at),
        _ => 4,
    };
}
