using Lever.Syntax.Trees;

namespace Lever.Syntax.Python;

/// <summary>What a node of a Python tree is.</summary>
public static class NodeKinds
{
    extension(Node node)
    {
        public Kind Kind => (Kind)node.RawKind;

        public bool IsAbsent => node.RawKind == (byte)Kind.Absent;

        public bool IsFunction => node.Kind is Kind.FunctionDef or Kind.AsyncFunctionDef;

        public bool IsComprehension => node.Kind is Kind.ListComp or Kind.SetComp or Kind.DictComp or Kind.GeneratorExp;

        public bool IsStatement => node.Kind is >= Kind.FunctionDef and <= Kind.Error;

        public bool IsExpression => node.Kind is >= Kind.BoolOp and <= Kind.Slice;
    }
}
