using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.HotLoops;

/// <summary>Attributes that objects have from their constructor and keep as they are.</summary>
internal static class ConstructedAttributes
{
    /// <summary>Is an attribute of an object itself bound by constructors alone, and none of its name bound elsewhere, grown or changed, anywhere in the file?</summary>
    public static bool Includes(AttributeView attribute, PythonContext context)
    {
        var writes = context.Module.Classes.WritesOf(attribute);
        if (writes.Count == 0) return false;
        foreach (var write in writes)
            if (!IsMaking(write)) return false;
        return !IsChanged(attribute, context);
    }

    private static bool IsMaking(Node write) => write.Kind == Kind.Attribute && write.EnclosingFunction is { Kind: Kind.FunctionDef } maker
        && (maker.Child(1).Bytes.SequenceEqual("__init__"u8) || maker.Child(1).Bytes.SequenceEqual("__new__"u8) || maker.Child(1).Bytes.SequenceEqual("__post_init__"u8));

    private static bool IsChanged(AttributeView attribute, PythonContext context)
    {
        for (var id = 1; id < context.Tree.Count; id++)
        {
            if ((Kind)context.Tree.RawKinds[id] != Kind.Attribute || context.Tree[id].Data != attribute.NameId) continue;
            var other = context.Tree[id];
            if (Usage.IsStored(other) ? !IsMaking(other) : Usage.Changes(context.UseOf(other))) return true;
        }
        return false;
    }
}
