using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python;

/// <summary>Places of Python files.</summary>
internal sealed class PythonPlaces(PythonModule module) : ICodePlaces
{
    public PragmaStyle Pragmas => PragmaStyle.Python;

    public bool IsLeftAlone(Node node, string rule) => CompiledCode.Holds(node);

    public bool IsIdle(Node node, Role role, Tier tier, bool isWorthOnce) => false;

    public Node StatementAround(Node node) => node.EnclosingStatement;

    public Node? FunctionAround(Node node) => node.EnclosingDef;

    public int FirstLineOf(Node function) => module.Tree.Lines.LineAt(
        function.AsFunction is { Decorators: { IsEmpty: false } decorators } ? decorators[0].Start : function.Start);

    public Role RoleOf(Node node, Role? said) => Roles.Of(module, node, said);

    public Heat HeatOf(Node node, Role role) => Roles.HeatOf(module, node, role);

    public CodePlace PlaceOf(Node node)
    {
        // What stands at the name of a function or class is about it, not about the code around it.
        var named = node.NamedDefinition;
        var inner = named is { } own ? QualifiedNameOf(own) : node.QualifiedName;
        var function = named is { IsFunction: true } ? named : node.EnclosingDef;
        return new CodePlace(
            inner.Length == 0 ? module.Name : module.Name + "." + inner,
            inner,
            function is { } def ? QualifiedNameOf(def) : "<module>",
            function is { } first ? FirstLineOf(first) : 1,
            node.AsCall is { } call ? call.Callee.AsAttribute?.Name ?? call.Callee.AsName?.Id : null,
            RegionOf(node));
    }

    /// <summary>The functions of the file as profiles know them, the module's own code first.</summary>
    public List<FunctionPlace> Functions()
    {
        var (path, tree) = (module.Path, module.Tree);
        var functions = new List<FunctionPlace> { new(path, "<module>", "<module>", 1, 1, tree.Lines.LineCount) };
        for (var id = 1; id < tree.Count; id++)
        {
            var node = tree[id];
            if (node.AsFunction is not { } function) continue;
            functions.Add(new FunctionPlace(
                path, QualifiedNameOf(node), function.Name,
                FirstLineOf(node), tree.Lines.LineAt(node.Start), tree.Lines.LineAt(Math.Max(node.Start, node.End - 1))));
        }
        return functions;
    }

    private static Node RegionOf(Node node)
    {
        if (node.NamedDefinition is { IsFunction: true } whole) return whole;
        var region = node.EnclosingStatement;
        if (region.Kind is Kind.ClassDef or Kind.FunctionDef or Kind.AsyncFunctionDef) region = node;
        return Loops.Around(node) is { IsComprehension: false } loop ? loop.Node : region;
    }

    /// <summary>A function's dotted name inside its module.</summary>
    internal static string QualifiedNameOf(Node def)
    {
        var outer = def.QualifiedName;
        return outer.Length == 0 ? def.Child(1).Text : outer + "." + def.Child(1).Text;
    }
}
