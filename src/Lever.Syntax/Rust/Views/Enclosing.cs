using Lever.Syntax.Trees;

namespace Lever.Syntax.Rust;

/// <summary>What stands around a node.</summary>
public static class Enclosing
{
    extension(Node node)
    {
        /// <summary>The function or closure whose body evaluates the node; null outside of bodies.</summary>
        public Node? EnclosingBody
        {
            get
            {
                for (var at = node; !at.IsRoot; at = at.Parent)
                {
                    var owner = at.Parent;
                    if (owner.Kind == Kind.Function && owner.Child(7).Id == at.Id || owner.Kind == Kind.Closure && owner.Child(3).Id == at.Id) return owner;
                    if (at.IsItem && at.Kind is not (Kind.Function or Kind.MacroItem)) return null;
                }
                return null;
            }
        }

        /// <summary>The function item around the node, closures and async blocks looked through; null outside of functions.</summary>
        public Node? EnclosingFunction
        {
            get
            {
                for (var at = node.Parent; !at.IsRoot; at = at.Parent)
                    if (at.Kind == Kind.Function) return at;
                    else if (at.Kind is Kind.Impl or Kind.Trait or Kind.Module) return null;
                return null;
            }
        }

        /// <summary>The innermost item around the node, the node itself not counted; null at the top of the file.</summary>
        public Node? EnclosingItem
        {
            get
            {
                for (var at = node.Parent; !at.IsRoot; at = at.Parent)
                    if (at.IsItem) return at;
                return null;
            }
        }

        /// <summary>The <c>impl</c> that a node is directly or through functions in.</summary>
        public Node? EnclosingImpl
        {
            get
            {
                for (var at = node.Parent; !at.IsRoot; at = at.Parent)
                    if (at.Kind == Kind.Impl) return at;
                    else if (at.Kind == Kind.Module) return null;
                return null;
            }
        }

        /// <summary>The outermost node around this one within its block: its statement, or the value that the block ends in. The node itself outside of blocks.</summary>
        public Node EnclosingStatement
        {
            get
            {
                for (var at = node; !at.IsRoot; at = at.Parent)
                    if (at.Parent.Kind == Kind.Block) return at;
                return node;
            }
        }

        /// <summary>The innermost block around the node.</summary>
        public Node? EnclosingBlock
        {
            get
            {
                for (var at = node.Parent; !at.IsRoot; at = at.Parent)
                    if (at.Kind == Kind.Block) return at;
                return null;
            }
        }

        /// <summary>The next statement or value of the node's block; null after the last one. The node must be a child of a block.</summary>
        public Node? NextStatement => node.SubtreeEnd < node.Parent.SubtreeEnd ? node.Tree[node.SubtreeEnd] : null;

        /// <summary>The parent, attributes looked through.</summary>
        public Node Owner => node.Parent.Kind == Kind.Attributed ? node.Parent.Parent : node.Parent;

        /// <summary>The path of an item within its file: `Type::method`, `module::function`; for any other node that of the item around it.</summary>
        public string QualifiedName
        {
            get
            {
                var name = "";
                for (var at = node; !at.IsRoot; at = at.Parent)
                {
                    var own = at.Kind == Kind.Impl ? NameOfType(at.Child(4)) : at.ItemName is { } named ? named.Tree.Names.Text(named.Data) : "";
                    if (own.Length > 0) name = name.Length == 0 ? own : own + "::" + name;
                }
                return name;
            }
        }
    }

    private static string NameOfType(Node type)
    {
        while (type.Kind is Kind.ReferenceType) type = type.Child(1);
        return type.AsPath is { } path ? path.Name : type.Text;
    }
}
