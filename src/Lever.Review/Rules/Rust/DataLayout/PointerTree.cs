using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Rust.DataLayout;

public sealed class PointerTree : RustRule
{
    public override RuleInfo Info { get; } = new("rs-pointer-tree", Language.Rust, LeverClass.DataStructure, Technique.MemoryLayout, Tier.B)
    {
        Checklist = ["RS5"],
        Effort = Effort.Large,
        Doc = """
            A tree or graph each node of which is an allocation of its own, by `Option<Box<Node>>` twice or more, `Rc<RefCell<Node>>` or `Arc<Mutex<Node>>`.

            ## Why it costs
            Each node is allocated and freed by itself, 8.6 ns to 30 ns, and every step down waits for memory that may lie anywhere: 3 ns to 50 ns, by the
            cache that has it. `Rc<RefCell<…>>` counts and checks at each step besides, and an `Arc<Mutex<…>>` locks.

            ## Example
            ```rust
            #[derive(Default)]
            pub struct Node {
                key: u64,
                left: Option<Box<Node>>,
                right: Option<Box<Node>>,
            }

            pub fn contains(mut at: &Option<Box<Node>>, key: u64) -> bool {
                while let Some(node) = at {
                    if node.key == key {
                        return true;
                    }
                    at = if key < node.key { &node.left } else { &node.right };
                }
                false
            }
            ```
            Use instead:
            ```rust
            const NONE: u32 = u32::MAX;

            pub struct Node {
                key: u64,
                left: u32,
                right: u32,
            }

            pub fn contains(nodes: &[Node], root: u32, key: u64) -> bool {
                let mut at = root;
                while at != NONE {
                    let node = &nodes[at as usize];
                    if node.key == key {
                        return true;
                    }
                    at = if key < node.key { node.left } else { node.right };
                }
                false
            }
            ```

            ## Keep it when
            Whole subtrees are often taken out, moved or shared, or nodes are handed out one by one. Enums, as syntax trees are, lists with one link, and
            structs whose boxes the file takes out or puts elsewhere (`take`, `replace`, `mem::swap`) are not reported.

            ## Regime
            Measured for a search tree of random keys, built and asked: 1.5 times as fast in a vector for 16 keys, 1.25 for 1,000, 1.2 for 30,000. Note that `Option<u32>` takes 8 bytes; a number that stands for no node keeps the link at 4.

            ## Patch safety
            An index is valid for its own vector only, and nodes that are removed leave holes; the borrow checker no longer watches over links.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Struct];

    public override void Visit(Node node, RustContext context)
    {
        if (node.AsStruct is not { IsUnion: false, IsTuple: false } made) return;
        var (boxes, shared) = (0, (Node?)null);
        var name = made.NameNode.Data;
        Node? first = null;
        foreach (var declared in made.Fields)
        {
            if (declared.Type.Kind != Kind.Path || !Mentions(declared.Type, name)) continue;
            if (IsOptionalBox(declared.Type, name)) boxes++;
            else if (SharedCell(declared.Type, name) is { } cell) shared ??= cell;
            else continue;
            first ??= declared.Node;
        }
        if (boxes < 2 && shared is null || first is not { } link || shared is null && IsRearranged(context)) return;
        var what = shared is { } form ? $"behind `{form.Text}`" : "in a box of its own";
        context.Report(made.NameNode, $"each `{made.Name}` is {what}: going through them waits for memory at every step")
            .Label(link, "leads to the next one")
            .Cost(shared is null ? "n*(rust.alloc.small + mem.reference)" : "n*(rust.alloc.small + mem.reference + rc.clone)", "n*rust.vec.push")
            .Size("n", Size.Unknown)
            // What is configured is small, and read once.
            .ForProfilesUnless(!made.Name.EndsWith("Settings", StringComparison.Ordinal) && !made.Name.EndsWith("Config", StringComparison.Ordinal) && !made.Name.EndsWith("Options", StringComparison.Ordinal))
            .ForProfilesUnless(shared is null || IsWalkedInLoop(made, context.Tree))
            .Ask("Is the tree built once and then gone through many times?")
            .Advise("keep the nodes in a `Vec` and link them by `u32` indices", "nodes are not handed out one by one", "an index is used with its own vector only");
    }

    private static bool Mentions(Node type, int name)
    {
        for (var id = type.Id; id < type.SubtreeEnd; id++)
            if (type.Tree[id] is { Kind: Kind.Path } path && path.Data == name) return true;
        return false;
    }

    /// <summary><c>Option&lt;Box&lt;Name&gt;&gt;</c></summary>
    private static bool IsOptionalBox(Node type, int name) =>
        type.AsPath is { Name: "Option" } option && option.Argument(0)?.AsPath is { Name: "Box" } box && box.Argument(0) is { Kind: Kind.Path } held && held.Data == name;

    /// <summary>The <c>Rc&lt;RefCell&lt;Name&gt;&gt;</c> or <c>Arc&lt;Mutex&lt;Name&gt;&gt;</c> in a type.</summary>
    private static Node? SharedCell(Node type, int name)
    {
        for (var id = type.Id; id < type.SubtreeEnd; id++)
            if (type.Tree[id].AsPath is { Name: "Rc" or "Arc" } pointer && pointer.Argument(0)?.AsPath is { Name: "RefCell" or "Mutex" or "RwLock" } cell && cell.Argument(0) is { Kind: Kind.Path } held && held.Data == name)
                return pointer.Node;
        return null;
    }

    /// <summary>Does the file take boxes out and put them elsewhere, as balancing trees do?</summary>
    private static bool IsRearranged(RustContext context) => context.HasName("take") || context.HasName("replace") || context.HasName("swap") || context.HasName("into_raw") || context.HasName("NonNull");

    private static bool IsWalkedInLoop(StructView made, SyntaxTree tree)
    {
        foreach (var declared in made.Fields)
        {
            if (!declared.IsNamed || !Mentions(declared.Type, made.NameNode.Data)) continue;
            var kinds = tree.RawKinds;
            for (var id = 1; id < kinds.Length; id++)
                if ((Kind)kinds[id] == Kind.FieldAccess && tree[id].Data == declared.NameId && (RustRoles.IsRepeated(tree[id]) || IsIterated(tree[id]))) return true;
        }
        return false;
    }

    private static bool IsIterated(Node access)
    {
        var at = access;
        while (at.Parent is var parent && (parent.Kind == Kind.Reference || parent.AsMethodCall is { } call && call.Receiver == at)) at = parent;
        return at.Parent.AsFor is { } loop && loop.Iterator == at;
    }
}
