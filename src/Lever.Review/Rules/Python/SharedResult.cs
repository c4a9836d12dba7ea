using Lever.Review.Semantics.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python;

/// <summary>Whether one result may stand for those of several equal calls.</summary>
internal static class SharedResult
{
    /// <summary>Is a result of a kind that cannot be changed, or is it only looked at where it stands, or through the one local name that holds it?</summary>
    public static bool MayServeAll(Node call, PythonContext context)
    {
        var type = context.TypeOf(call);
        if (type is { IsFrozen: true }) return true;
        return type is not { IsOneShot: true } && IsOnlyRead(call, context);
    }

    /// <summary>Is a value only looked at, where it stands or through the one local name that holds it?</summary>
    public static bool IsOnlyRead(Node value, PythonContext context) => IsOnlyUsed(value, context, orIterated: true);

    /// <summary>Is a container only asked for single things and never gone through?</summary>
    public static bool IsOnlyAsked(Node value, PythonContext context) => IsOnlyUsed(value, context, orIterated: false);

    private static bool IsOnlyUsed(Node value, PythonContext context, bool orIterated)
    {
        if (IsReading(context.UseOf(value), orIterated)) return true;
        if (context.HolderOf(value) is not { IsCaptured: false } holder) return false;
        foreach (var reference in holder.References)
            if (!IsReading(context.UseOf(reference), orIterated)) return false;
        return true;
    }

    public static bool IsReading(Use use, bool orIterated) => use is Use.Read or Use.Indexed or Use.Searched || orIterated && use == Use.Iterated;
}
