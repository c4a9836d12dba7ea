using System.Text;
using CsCheck;
using Lever.Dev.Mutations;
using Lever.Syntax.Rust;
using Lever.Syntax.Text;
using Lever.Syntax.Trees;

namespace Lever.Tests.Syntax.Rust;

public class RustParserTests
{
    private static readonly Edition[] editions = [Edition.Rust2015, Edition.Rust2018, Edition.Rust2021, Edition.Rust2024];

    [Fact]
    public void Valid_sources_have_no_problems()
    {
        foreach (var (edition, source) in RustCases.Lines("accepted.txt"))
        {
            var problems = RustCases.Problems(RustCases.Parse(source, edition));
            Assert.True(problems.Length == 0, $"{edition} rejects: {source}\n{problems}");
        }
    }

    [Fact]
    public void Invalid_sources_have_problems()
    {
        foreach (var (edition, source) in RustCases.Lines("rejected.txt"))
        {
            var tree = RustCases.Parse(source, edition);
            Assert.True(tree.Problems.Count > 0, $"{edition} accepts: {source}");
            AssertWhole(tree);
        }
    }

    [Fact]
    public void Sources_have_trees()
    {
        foreach (var (source, expected) in RustCases.Pairs("trees.txt"))
        {
            var tree = RustCases.Parse(source);
            Assert.Equal(expected, RustCases.Show(tree));
            Assert.Equal("", RustCases.Problems(tree));
        }
    }

    [Fact]
    public void What_is_broken_costs_itself()
    {
        foreach (var (source, expected) in RustCases.Pairs("problems.txt"))
        {
            var tree = RustCases.Parse(source);
            Assert.Equal(expected, RustCases.Show(tree) + RustCases.Problems(tree));
        }
    }

    [Fact]
    public void Names_stand_where_the_shapes_say()
    {
        foreach (var (edition, source) in RustCases.Lines("accepted.txt"))
        {
            var tree = RustCases.Parse(source, edition);
            for (var id = 0; id < tree.Count; id++)
                if (EndOfName(tree[id]) is { } end)
                    Assert.EndsWith(tree.Names.Text(tree[id].Data & PatternFlags.Name), Encoding.UTF8.GetString(tree.Text[new Span(tree[id].Start, end)]), StringComparison.Ordinal);
        }
    }

    private static int? EndOfName(Node node) => node.Kind switch
    {
        Kind.Path when node.HasChildren && !node.Child(1).IsAbsent => node.Tree.Text[new Span(node.Child(1).Start - 2, node.Child(1).Start)].SequenceEqual("::"u8) ? node.Child(1).Start - 2 : node.Child(1).Start,
        Kind.MethodCall => node.Child(1).Start,
        Kind.Path or Kind.FieldAccess or Kind.Name or Kind.Lifetime or Kind.TokenName => node.End,
        Kind.BindingPattern or Kind.FieldInit or Kind.FieldPattern when !node.HasChildren => node.End,
        _ => null,
    };

    [Fact]
    public void Any_bytes_have_a_tree() => Gen.Byte.Array[0, 300].Sample(source => AssertWhole(RustParser.ParseOnce(SourceText.FromUtf8(source))), iter: 20_000);

    [Fact]
    public void Any_tokens_have_a_tree() => RustSources.Soup.Sample(source =>
    {
        foreach (var edition in editions) AssertWhole(RustCases.Parse(source, edition));
    }, iter: 5_000);

    [Fact]
    public void Cut_sources_have_a_tree()
    {
        var whole = string.Join('\n', RustCases.Lines("accepted.txt").Select(line => line.Source));
        for (var length = 0; length < whole.Length; length += 3) AssertWhole(RustCases.Parse(whole[..length]));
    }

    [Fact]
    public void Mutated_sources_make_whole_trees()
    {
        var mutator = new Mutator([.. RustCases.Lines("accepted.txt").Select(line => Encoding.UTF8.GetBytes(line.Source))], Language.Rust.Inserts, seed: 1);
        var parse = Language.Rust.NewParser();
        for (var number = 0; number < 10_000; number++)
        {
            var source = SourceText.FromUtf8(mutator.Make(number));
            var violation = TreeVerifier.FindViolation(parse(source));
            Assert.True(violation is null, $"input {number}: {violation}\n{source}");
        }
    }

    /// <summary>Each of these was tried twice a level once, and would not end today.</summary>
    [Theory]
    [InlineData("type A = ", "A<B + ", "C", "> + D", ";")]
    [InlineData("type A = ", "((A) + ", "B", ") + C", ";")]
    [InlineData("trait A { fn f(", "A::<{ trait A { fn f(", "a b", ") } }>", "); }")]
    [InlineData("fn f() { ", "println!(\"{}\", { ", "a b", " })", "; }")]
    [InlineData("fn f() { ", "vec![vec![", "a b", "] c]", "; }")]
    [InlineData("fn f() { ", "matches!(a, A if |b| ", "a b", ")", "; }")]
    public void Nesting_costs_what_it_is_long(string head, string open, string middle, string close, string tail)
    {
        var source = head + new StringBuilder().Insert(0, open, 60) + middle + new StringBuilder().Insert(0, close, 60) + tail;
        foreach (var edition in editions) AssertWhole(RustCases.Parse(source, edition));
    }

    [Fact]
    public void Repetition_does_not_overflow_a_small_stack()
    {
        var wrong = new List<string>();
        var thread = new Thread(() =>
        {
            foreach (var repetition in RustPieces.All)
                if (TreeVerifier.FindViolation(RustParser.ParseOnce(SourceText.From(repetition.Head + new StringBuilder().Insert(0, repetition.Piece, 3000) + repetition.Tail))) is { } violation)
                    wrong.Add($"{repetition}: {violation}");
        }, maxStackSize: 1 << 20);
        thread.Start();
        thread.Join();
        Assert.Empty(wrong);
    }

    [Fact]
    public void Code_as_deep_as_people_write_is_fine()
    {
        Assert.Empty(RustCases.Parse("fn f() { " + new string('(', 120) + "a" + new string(')', 120) + " }").Problems);
        Assert.Empty(RustCases.Parse("fn f() { if a {} " + new StringBuilder().Insert(0, "else if b {} ", 500) + " }").Problems);
        Assert.Empty(RustCases.Parse("fn f() { " + new StringBuilder().Insert(0, "a + ", 50_000) + "b }").Problems);
        Assert.Empty(RustCases.Parse("fn f() { a" + new StringBuilder().Insert(0, ".b()", 50_000) + " }").Problems);
    }

    [Fact]
    public void Parsing_allocates_nothing_once_its_buffers_have_grown()
    {
        var texts = RustCases.Lines("accepted.txt").Select(line => (Text: SourceText.From(line.Source), line.Edition)).ToArray();
        var parser = new RustParser();
        var allocated = long.MaxValue;
        // The first round grows the buffers. The runtime may allocate for itself in any round in which it compiles better code, but not in all of them.
        for (var round = 0; round < 6 && allocated > 0; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            foreach (var (text, edition) in texts) parser.Parse(text, edition);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }
        Assert.Equal(0, allocated);
    }

    [Fact]
    public void A_parser_is_as_good_as_new_after_any_file()
    {
        var parser = new RustParser();
        foreach (var (_, source) in RustCases.Lines("rejected.txt"))
        {
            parser.Parse(SourceText.From(source));
            Assert.Equal("SourceFile(Const(-, -, Name X, -, Path u8, Int 1, -))", RustCases.Show(parser.Parse(SourceText.From("const X: u8 = 1;")).Root));
        }
    }

    private static void AssertWhole(SyntaxTree tree) => Assert.Null(TreeVerifier.FindViolation(tree));
}
