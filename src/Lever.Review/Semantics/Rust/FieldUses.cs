using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Rust;

/// <summary>What a file does with a named field that only it can see.</summary>
/// <param name="Accesses">The nodes `value.name`.</param>
/// <param name="Values">What struct expressions give it.</param>
public sealed record FieldUses(IReadOnlyList<Node> Accesses, IReadOnlyList<Node> Values)
{
    /// <summary>Null where other files may use the field too, a pattern takes it out, or a macro's tokens name it.</summary>
    public static FieldUses? Of(FieldDeclaration field)
    {
        if (!field.IsNamed || field.IsPub) return null;
        var tree = field.Node.Tree;
        var kinds = tree.RawKinds;
        var accesses = new List<Node>();
        var values = new List<Node>();
        for (var id = 1; id < kinds.Length; id++)
        {
            switch ((Kind)kinds[id])
            {
                case Kind.FieldAccess when tree[id].Data == field.NameId:
                    accesses.Add(tree[id]);
                    break;
                case Kind.FieldInit when tree[id].Data == field.NameId:
                    // The shorthand stands for a variable, which may be anything.
                    values.Add(tree[id].HasChildren ? tree[id].FirstChild : tree[id]);
                    break;
                case Kind.FieldPattern when tree[id].Data == field.NameId:
                case Kind.TokenName when tree[id].Data == field.NameId:
                    return null;
                // Child modules see private fields, and may stand in files of their own.
                case Kind.Module when tree[id].AsModule is { Items: null } && !tree[id].IsForTests && tree[id].Parent.Id == ModuleAround(field.Node).Id:
                    return null;
            }
        }
        return new FieldUses(accesses, values);
    }

    /// <summary>Do two fields of the file have the name, so that accesses may be of either?</summary>
    public static bool IsAmbiguous(FieldDeclaration field)
    {
        var tree = field.Node.Tree;
        var kinds = tree.RawKinds;
        for (var id = 1; id < kinds.Length; id++)
            if ((Kind)kinds[id] == Kind.RecordField && id != field.Node.Id && tree[id].Child(2).Data == field.NameId) return true;
        return false;
    }

    private static Node ModuleAround(Node node)
    {
        for (var at = node.Parent; !at.IsRoot; at = at.Parent)
            if (at.Kind == Kind.ItemList && at.Parent.Kind == Kind.Module) return at;
        return node.Tree.Root;
    }
}
