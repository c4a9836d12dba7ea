using Lever.Syntax.Trees;

namespace Lever.Syntax.Python;

/// <summary>What stands around a node.</summary>
public static class Enclosing
{
    extension(Node node)
    {
        /// <summary>The function, async function or lambda whose body evaluates the node; null at module and class level.</summary>
        public Node? EnclosingFunction
        {
            get
            {
                for (var (child, at) = (node, node.Parent); !child.IsRoot; (child, at) = (at, at.Parent))
                {
                    if (at.IsFunction && at.Child(5).Id == child.Id) return at;
                    if (at.Kind == Kind.Lambda && at.Child(1).Id == child.Id) return at;
                }
                return null;
            }
        }

        /// <summary>The <c>def</c> or <c>async def</c> around the node, lambdas looked through.</summary>
        public Node? EnclosingDef
        {
            get
            {
                var at = node.EnclosingFunction;
                while (at is { Kind: Kind.Lambda } lambda) at = lambda.EnclosingFunction;
                return at;
            }
        }

        /// <summary>The innermost class whose body holds the node, functions looked through.</summary>
        public Node? EnclosingClass
        {
            get
            {
                for (var at = node; !at.IsRoot; at = at.Parent)
                    if (at.Parent.Kind == Kind.ClassDef && at.Parent.Child(4).Id == at.Id) return at.Parent;
                return null;
            }
        }

        /// <summary>The function or class that the node is the name of; null for any other node.</summary>
        public Node? NamedDefinition => node.Kind == Kind.Identifier && (node.Parent.IsFunction || node.Parent.Kind == Kind.ClassDef) ? node.Parent : null;

        /// <summary>The dotted name of the innermost function or class around the node: Python's <c>__qualname__</c> without <c>&lt;locals&gt;</c>; empty at module level.</summary>
        public string QualifiedName
        {
            get
            {
                var name = "";
                for (var at = node; !at.IsRoot; at = at.Parent)
                {
                    var owner = at.Parent;
                    var body = owner.IsFunction ? 5 : owner.Kind == Kind.ClassDef ? 4 : -1;
                    if (body < 0 || owner.Child(body).Id != at.Id) continue;
                    var own = owner.Child(1).Text;
                    name = name.Length == 0 ? own : own + "." + name;
                }
                return name;
            }
        }
    }
}
