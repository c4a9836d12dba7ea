using Lever.Review.Findings;
using Lever.Review.Rules.Clippy;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Rust;

/// <summary>Places of Rust files.</summary>
internal sealed class RustPlaces(RustModule module) : ICodePlaces
{
    public PragmaStyle Pragmas => PragmaStyle.Rust;

    /// <summary>Who allows the lint of clippy's that says the same has decided it.</summary>
    public bool IsLeftAlone(Node node, string rule)
    {
        var ofCrate = module.Project.CrateOf(module.Path)?.AllowedLints;
        // Whoever allows all warnings has the code made by a program.
        if (LintLevels.AllowsWarnings(node)) return true;
        foreach (var lint in ClippyLints.SameAs(rule))
            if (ofCrate?.Contains(lint) == true || LintLevels.IsAllowed(node, lint) || module.Index.Files.IsAllowed(module.Path, lint)) return true;
        return false;
    }

    /// <summary>Set-up and shut-down are told of what is sure alone, developers' tools and error paths of nothing.</summary>
    public bool IsIdle(Node node, Role role, Tier tier, bool isWorthOnce) =>
        role == Role.Cold && (tier != Tier.A || module.FileRole == Role.Cold || RustRoles.IsOnErrorPath(node)) || role == Role.Library && !isWorthOnce && IsOncePerCommand(node);

    /// <summary>
    /// Does a place run once or a few times while somebody waits for a command's answer: outside of loops, as far as the file shows, in a command-line program?
    /// What a type holds is another matter.
    /// </summary>
    private bool IsOncePerCommand(Node node) =>
        RustRoles.IsOfCommands(module) && node.EnclosingFunction is { } function && !RustRoles.IsRepeated(node, module) && !Callers.IsRepeated(module, function);

    /// <summary>Fields and variants count as statements: they are what a comment above them is about.</summary>
    public Node StatementAround(Node node)
    {
        for (var at = node; !at.IsRoot; at = at.Parent)
            if (at.IsStatement || at.Parent.Kind == Kind.Block || at.Kind is Kind.RecordField or Kind.TupleField or Kind.Variant) return at;
        return node.Tree.Root;
    }

    public Node? FunctionAround(Node node) => node.EnclosingFunction;

    /// <summary>Attributes stand before it.</summary>
    public int FirstLineOf(Node function) => module.Tree.Lines.LineAt(function.AsFunction!.Value.NameNode.Start);

    public Role RoleOf(Node node, Role? said) => RustRoles.Of(module, node, said);

    public Heat HeatOf(Node node, Role role) => RustRoles.HeatOf(module, node, role);

    public CodePlace PlaceOf(Node node)
    {
        var function = node.Kind == Kind.Function ? node : node.EnclosingFunction;
        return new CodePlace(
            SymbolOf(node),
            node.QualifiedName,
            function is { } def ? SymbolOf(def) : FunctionPlace.Module,
            function is { } first ? FirstLineOf(first) : 1,
            CalleeOf(node),
            RegionOf(node));
    }

    /// <summary>The functions of the file as profiles know them.</summary>
    public List<FunctionPlace> Functions()
    {
        var tree = module.Tree;
        var functions = new List<FunctionPlace>();
        for (var id = 1; id < tree.Count; id++)
        {
            var node = tree[id];
            if (node.AsFunction is not { Body: not null } function) continue;
            functions.Add(new FunctionPlace(
                module.Path, SymbolOf(node), function.Name,
                FirstLineOf(node), FirstLineOf(node), tree.Lines.LineAt(Math.Max(node.Start, node.End - 1))));
        }
        return functions;
    }

    /// <summary>A function's whole path.</summary>
    internal string SymbolOf(Node node)
    {
        var inner = node.QualifiedName;
        return inner.Length == 0 ? module.Name : module.Name + "::" + inner;
    }

    private static string? CalleeOf(Node node) => node.Kind switch
    {
        Kind.MethodCall => node.AsMethodCall?.Name,
        Kind.Call => node.FirstChild.AsPath?.Name,
        _ => null,
    };

    /// <summary>The loop around a node, or its statement.</summary>
    private Node RegionOf(Node node)
    {
        if (node.Kind == Kind.Function) return node;
        var statement = StatementAround(node);
        if (statement.IsItem && statement.Kind != Kind.MacroItem) statement = node;
        for (var at = node.Parent; !at.IsRoot && !at.IsItem; at = at.Parent)
            if (at.Kind is Kind.For or Kind.While or Kind.Loop) return at;
        return statement;
    }
}
