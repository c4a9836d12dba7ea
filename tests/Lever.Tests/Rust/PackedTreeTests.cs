using Lever.Syntax.Rust;
using Lever.Syntax.Text;
using Lever.Syntax.Trees;

namespace Lever.Tests.Rust;

/// <summary>A tree that was put away comes back as it was.</summary>
public class PackedTreeTests
{
    public static TheoryData<string> Sources { get; } =
    [
        "",
        "// lever: hot\nfn wait<T: Clone>(mut rounds: u64, each: &[T]) -> Option<T> { while rounds > 0 { rounds -= 1; } each.first().cloned() }\n",
        "fn broken( { let x = ; }\nstruct S { a: Vec<u8>, }\n",
        // What does not fit into two bytes: lengths, subtrees, and the numbers of names; and steps of more than one.
        $"/* {new string('x', 70_000)} */ fn long() {{ {string.Concat(Enumerable.Range(0, 30_000).Select(each => $"let n{each} = {each};"))} }}",
        $"fn names() {{ {string.Concat(Enumerable.Range(0, 70_000).Select(each => $"n{each};"))} }}",
    ];

    [Theory]
    [MemberData(nameof(Sources))]
    public void A_tree_comes_back_as_it_was(string source)
    {
        var tree = new RustParser().Parse(SourceText.From(source));
        using var store = new TreeStore(64 << 20);
        var packed = store.Pack(tree)!;
        var other = new RustParser();
        other.Parse(SourceText.From("fn something_else() -> u8 { 1 }"));
        var back = other.Unpack(packed);
        Assert.Equal(tree.Text.ToString(), back.Text.ToString());
        Assert.Equal(tree.Count, back.Count);
        Assert.Equal(tree.Comments, back.Comments);
        Assert.Equal(tree.Problems, back.Problems);
        for (var id = 0; id < tree.Count; id++)
            Assert.Equal(
                (tree[id].RawKind, tree[id].Span, tree[id].SubtreeEnd, tree[id].Parent.Id, tree[id].Data),
                (back[id].RawKind, back[id].Span, back[id].SubtreeEnd, back[id].Parent.Id, back[id].Data));
        Assert.Equal(tree.Names.Count, back.Names.Count);
        for (var id = 0; id < tree.Names.Count; id++)
        {
            Assert.Equal(tree.Names.Text(id), back.Names.Text(id));
            Assert.Equal(id, back.Names.Find(tree.Names[id]));
        }
    }

    [Fact]
    public void What_there_is_no_room_for_is_not_kept()
    {
        using var store = new TreeStore(200);
        Assert.NotNull(store.Pack(new RustParser().Parse(SourceText.From("fn f() {}"))));
        Assert.Null(store.Pack(new RustParser().Parse(SourceText.From("fn f() { let all = [1, 2, 3]; }"))));
    }
}
