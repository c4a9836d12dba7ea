using Lever.Syntax.Trees;

namespace Lever.Syntax.Rust;

/// <summary>What a node of a Rust tree is.</summary>
public static class NodeKinds
{
    extension(Node node)
    {
        public Kind Kind => (Kind)node.RawKind;

        public bool IsAbsent => node.RawKind == (byte)Kind.Absent;

        public bool IsItem => node.Kind is >= Kind.Function and <= Kind.MacroItem;

        /// <summary>Is it a statement of a block, and not the value at its end? Items are statements.</summary>
        public bool IsStatement => node.Kind is Kind.Let or Kind.ExpressionStatement || node.IsItem;

        public bool IsType => node.Kind is Kind.Path or Kind.MacroCall or (>= Kind.ReferenceType and <= Kind.TraitObjectType);

        public bool IsExpression => node.Kind is Kind.Path or Kind.MacroCall or (>= Kind.Literal and <= Kind.Attributed);

        public bool IsPattern => node.Kind is Kind.Path or Kind.MacroCall or Kind.Block or (>= Kind.BindingPattern and <= Kind.BoxPattern);
    }
}
