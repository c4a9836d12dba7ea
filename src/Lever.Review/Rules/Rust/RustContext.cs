using System.Text;
using Lever.Review.Rules.Rust.Algorithms;
using Lever.Review.Semantics.Boundary;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Rust;

/// <summary>What a rule may ask of the Rust file it looks at, and where it reports.</summary>
public sealed class RustContext
{
    /// <summary>Names up to this many bytes are looked up without an array for each.</summary>
    private const int LongestName = 64;

    private readonly List<FindingDraft> drafts;
    private readonly (int Major, int Minor)? target;
    private RustRule rule = null!;
    private Dictionary<int, LinearFunction>? linear;
    private bool isLinearKnown;
    private bool? hasTasks;

    /// <param name="target">The oldest compiler that the user's settings name; null where only manifests say so.</param>
    internal RustContext(RustModule module, List<FindingDraft> drafts, (int Major, int Minor)? target)
    {
        Module = module;
        this.drafts = drafts;
        this.target = target;
    }

    public RustModule Module { get; }

    public SyntaxTree Tree => Module.Tree;

    /// <summary>What the file's names and types mean to PyO3.</summary>
    public PyO3File PyO3 => Module.PyO3;

    /// <summary>The functions of the file that go through all of what they are given, by the ids of their names; null where it has none.</summary>
    internal Dictionary<int, LinearFunction>? LinearFunctions
    {
        get
        {
            if (!isLinearKnown) (linear, isLinearKnown) = (LinearFunction.Of(Module), true);
            return linear;
        }
    }

    /// <summary>Has the file an async function, block or closure?</summary>
    internal bool HasTasks => hasTasks ??= Async.Tasks.AreIn(Tree);

    /// <summary>Do all compilers that the project supports have what a version brought? Without a `rust-version`, its edition tells the oldest.</summary>
    public bool Supports(int major, int minor) =>
        (target ?? Module.Project.CrateOf(Module.Path)?.OldestCompiler ?? RustCrate.Oldest(Edition.Rust2021)).CompareTo((major, minor)) >= 0;

    /// <summary>Does the file use a name for anything?</summary>
    public bool HasName(string name)
    {
        Span<byte> bytes = stackalloc byte[LongestName];
        return Tree.Names.Find(Encoding.UTF8.TryGetBytes(name, bytes, out var length) ? bytes[..length] : Encoding.UTF8.GetBytes(name)) >= 0;
    }

    /// <summary>A name that the file does not use yet, for a patch; null where it is taken.</summary>
    public string? NewName(string name) => HasName(name) ? null : name;

    /// <summary>Starts a finding at a node. The message starts in lower case or with code, has no final period and gives no advice.</summary>
    public FindingDraft Report(Node node, string message)
    {
        var draft = new FindingDraft(rule, node, message);
        drafts.Add(draft);
        return draft;
    }

    internal void Enter(RustRule next) => rule = next;

    /// <summary>Forgets what was found out of the file before.</summary>
    internal void Reset() => (linear, isLinearKnown, hasTasks) = (null, false, null);
}
