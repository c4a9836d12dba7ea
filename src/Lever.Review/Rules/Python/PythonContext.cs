using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python;

/// <summary>What a rule may ask of the file it looks at, and where it reports.</summary>
public sealed class PythonContext
{
    private readonly List<FindingDraft> drafts;
    private readonly List<OpenRepetition> openRepetitions = [];
    private readonly List<OpenParameter> openParameters = [];
    private readonly List<OpenReads> openReads = [];
    private PythonRule rule = null!;
    private int visited;
    private int[] numbersOfNames = [];

    internal PythonContext(PythonModule module, List<FindingDraft> drafts)
    {
        Module = module;
        this.drafts = drafts;
    }

    public PythonModule Module { get; }

    public SyntaxTree Tree => Module.Tree;

    /// <summary>The oldest Python that the project supports; 3.8 where nothing says so.</summary>
    public PythonVersion Target { get; internal set; } = new(3, 8);

    /// <summary>Do all interpreters that the project supports have what a version brought?</summary>
    public bool Supports(int major, int minor) => (Target.Major, Target.Minor).CompareTo((major, minor)) >= 0;

    public Loop? LoopAround(Node node) => Loops.Around(node);

    public Size TripsOf(Loop loop) => Module.Sizes.TripsOf(loop);

    public Size SizeOf(Node container) => Module.Sizes.Of(container);

    public PythonType? TypeOf(Node expression) => Module.Types.Of(expression);

    /// <summary>The type of an expression; of a parameter whose file does not say it, what the project passes, which is known at a second look only.</summary>
    public PythonType? TypeAsPassed(Node expression)
    {
        var type = TypeOf(expression);
        if (type is null && Arguments.UntypedParameterOf(Module, expression) is { } parameter)
            openParameters.Add(new OpenParameter(rule, visited, parameter.Id, parameter.Parent.Parent.Id, Arguments.KeyOf(parameter)));
        return type;
    }

    /// <summary>What the called function reads of an argument that is a row, or of each of the rows that it is; known at a second look only.</summary>
    public IReadOnlyList<ReadByCallee> ReadsByCallee(GivenRows given)
    {
        if (Module.CalleeReads.Of(given) is { } known) return known;
        if (Tree[given.Call].EnclosingDef is { } function) openReads.Add(new OpenReads(rule, visited, function.Id, given));
        return [];
    }

    public bool IsType(Node expression, TypeKind kind) => Module.Types.Is(expression, kind);

    public PythonType? ElementTypeOf(Node container) => Module.Types.ElementOf(container);

    /// <summary>The dotted name of the library function, class or method that an expression means; null where it is none that is known.</summary>
    public string? Path(Node expression) => Module.Names.Resolve(expression)?.Path;

    /// <summary>What the library tables say of an expression; null where they say nothing.</summary>
    public LibrarySymbol? Known(Node expression) => Module.Names.Resolve(expression)?.Symbol;

    public bool IsBuiltin(Node expression, string name) => Module.Names.IsBuiltin(expression, name);

    public Symbol? SymbolAt(Node node) => Module.SymbolAt(node);

    public Use UseOf(Node expression) => Usage.Of(Module, expression);

    public bool IsInvariant(Node expression, Loop loop, bool trustCalls = true) => Module.Purity.IsInvariant(expression, loop, trustCalls);

    public bool IsPure(Node expression) => Module.Purity.IsPure(expression);

    public bool IsLikelyPure(Node expression) => Module.Purity.IsLikelyPure(expression);

    /// <summary>How often a place repeats while a value stays the same; null where no loop repeats it.</summary>
    public InvariantLoops? RepetitionOf(Node place, Node value) => InvariantLoops.Of(Module, place, value);

    /// <summary>A name that the file does not use yet, for a patch; null where it is taken.</summary>
    public string? NewName(string name) => Tree.Names.Find(System.Text.Encoding.UTF8.GetBytes(name)) < 0 ? name : null;

    /// <summary>The last name of an expression, to call something after it: `users` of `self.users`.</summary>
    public static string? BaseNameOf(Node expression) => (expression.AsAttribute?.Name ?? expression.AsName?.Id)?.TrimStart('_');

    /// <summary>Is a node evaluated inside an <c>async def</c>?</summary>
    public bool IsInAsync(Node node) => node.EnclosingFunction is { Kind: Kind.AsyncFunctionDef };

    /// <summary>What the code does with values that an expression gives, where it is known to be set aside: its only definition's value.</summary>
    public Node? ValueOf(Node name) =>
        name.Kind == Kind.Name && Module.SymbolAt(name) is { OnlyDefinition: { Kind: DefinitionKind.Assigned } definition } ? definition.Value : null;

    /// <summary>The local name that alone holds an expression's value: assigned here, and bound nowhere else.</summary>
    public Symbol? HolderOf(Node value)
    {
        if (value.Parent.AsAssign is not { OnlyTarget: { Kind: Kind.Name } target } assignment || assignment.Value != value) return null;
        return Module.SymbolAt(target) is { IsLocal: true, OnlyDefinition: not null } holder ? holder : null;
    }

    /// <summary>What repeats a place: a loop around it, or a loop that calls its function. A loop of another file is known at a second look only.</summary>
    public Repetition? RepetitionOf(Node node)
    {
        var found = Repetition.Of(Module, node);
        if (found is not { Trips.IsData: true } && node.EnclosingDef is { } function) openRepetitions.Add(new OpenRepetition(rule, visited, function.Id));
        return found;
    }

    /// <summary>Does the file use a name for anything?</summary>
    public bool HasName(string name) => Tree.Names.Find(System.Text.Encoding.UTF8.GetBytes(name)) >= 0;

    /// <summary>Does the function around a node, or the module outside functions, use a name as a variable?</summary>
    public bool HasLocal(string name, Node node)
    {
        if (Tree.Names.Find(System.Text.Encoding.UTF8.GetBytes(name)) is not (>= 0 and var id)) return false;
        var function = node.EnclosingDef ?? Tree.Root;
        for (var at = function.Id; at < function.SubtreeEnd; at++)
            if ((Kind)Tree.RawKinds[at] is Kind.Name or Kind.Identifier or (>= Kind.PosOnlyArg and <= Kind.KwArg) && Tree[at].Data == id) return true;
        return false;
    }

    /// <summary>Starts a finding at a node. The message starts in lower case or with code, has no final period and gives no advice.</summary>
    public FindingDraft Report(Node node, string message)
    {
        var draft = new FindingDraft(rule, node, message);
        drafts.Add(draft);
        return draft;
    }

    /// <summary>The numbers, plus one, that names of this file have in a set, by their ids; zero for names that are not of the set.</summary>
    internal ReadOnlySpan<int> NumbersOfNames(NameIndex set)
    {
        var names = Tree.Names;
        if (numbersOfNames.Length < names.Count) numbersOfNames = new int[names.Count * 2];
        for (var name = 0; name < names.Count; name++) numbersOfNames[name] = set.Find(names, name) + 1;
        return numbersOfNames;
    }

    /// <summary>Places whose rules asked what repeats them, where the file shows nothing large.</summary>
    internal IReadOnlyList<OpenRepetition> OpenRepetitions => openRepetitions;

    /// <summary>Parameters whose types rules asked for in vain.</summary>
    internal IReadOnlyList<OpenParameter> OpenParameters => openParameters;

    /// <summary>Calls of which rules asked in vain what the called functions read.</summary>
    internal IReadOnlyList<OpenReads> OpenReads => openReads;

    internal void Start()
    {
        openRepetitions.Clear();
        openParameters.Clear();
        openReads.Clear();
    }

    internal void Enter(PythonRule next, Node node) => (rule, visited) = (next, node.Id);
}
