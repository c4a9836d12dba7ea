using System.Globalization;
using System.Text;
using CsCheck;
using Lever.Syntax.Python;
using Lever.Syntax.Text;
using Lever.Syntax.Trees;

namespace Lever.Tests.Syntax;

public class PythonParserTests
{
    [Fact]
    public void Valid_sources_have_no_problems()
    {
        foreach (var source in PythonCases.Lines("accepted.txt")) Assert.Equal("", Problems(Parse(source)));
    }

    [Fact]
    public void Invalid_sources_have_problems()
    {
        foreach (var source in PythonCases.Lines("rejected.txt")) Assert.True(Parse(source).Problems.Count > 0, $"accepted: {source}");
    }

    [Fact]
    public void Syntax_is_accepted_from_its_version_on()
    {
        foreach (var line in PythonCases.Lines("versions.txt"))
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            var minor = int.Parse(line.AsSpan(2, space - 2), CultureInfo.InvariantCulture);
            var source = line[(space + 1)..];
            Assert.Equal("", Problems(Parse(source)));
            Assert.Equal("", Problems(Parse(source, new PythonVersion(3, minor))));
            Assert.True(Parse(source, new PythonVersion(3, minor - 1)).Problems.Count > 0, $"3.{minor - 1} accepted: {source}");
        }
    }

    [Fact]
    public void Problems_have_places_and_sentences()
    {
        foreach (var (source, expected) in PythonCases.Pairs("problems.txt")) Assert.Equal(expected, Problems(Parse(source)));
    }

    [Fact]
    public void Sources_have_trees()
    {
        foreach (var (source, expected) in PythonCases.Pairs("trees.txt")) Assert.Equal(expected, Show(Parse(source).Root) + "\n");
    }

    [Fact]
    public void Last_child_of_a_body_that_the_file_ends_before_is_the_body()
    {
        var body = Parse("def f():").Root.LastChild.AsFunction!.Value.Body;
        Assert.False(body.HasChildren);
        Assert.Equal(body, body.LastChild);
    }

    [Fact]
    public void Any_bytes_have_a_tree() => Gen.Byte.Array[0, 300].Sample(
        source => AssertWhole(PythonParser.ParseOnce(SourceText.FromUtf8(source))), iter: 20_000);

    [Fact]
    public void Any_tokens_have_a_tree() => PythonSources.Soup.Sample(source =>
    {
        AssertWhole(Parse(source));
        AssertWhole(Parse(source, new PythonVersion(3, 8)));
    }, iter: 20_000);

    [Fact]
    public void Cut_sources_have_a_tree()
    {
        var whole = string.Join('\n', PythonCases.Lines("accepted.txt"));
        for (var length = 0; length < whole.Length; length += 3) AssertWhole(Parse(whole[..length]));
    }

    [Theory]
    [InlineData("(")]
    [InlineData("[")]
    [InlineData("{")]
    [InlineData("f(")]
    [InlineData("a[")]
    [InlineData("f'{")]
    [InlineData("f\"\"\"{f'''{")]
    [InlineData("f'{a:{")]
    [InlineData("- ")]
    [InlineData("not ")]
    [InlineData("a ** ")]
    [InlineData("a + ")]
    [InlineData("a or b and ")]
    [InlineData("a if b else ")]
    [InlineData("lambda: ")]
    [InlineData("lambda a=")]
    [InlineData("await ")]
    [InlineData("yield ")]
    [InlineData("(yield ")]
    [InlineData("*")]
    [InlineData("a = ")]
    [InlineData("a.b")]
    [InlineData("(a or b and c in d | e ^ f & g << h + i * -j ** ")]
    [InlineData("[a for b in ")]
    [InlineData("if a:\n")]
    [InlineData("if a: pass\nelif b: pass\nelse: pass\n")]
    [InlineData("elif a: pass\n")]
    [InlineData("\t")]
    [InlineData("a\n  ")]
    [InlineData("with (")]
    [InlineData("with (a, b): pass\n")]
    [InlineData("match (")]
    [InlineData("match a:\n  case (")]
    [InlineData("match a:\n  case ")]
    [InlineData("@a\n")]
    [InlineData("(\ndef ")]
    [InlineData("'")]
    [InlineData("\"\"\"")]
    [InlineData("\\\n")]
    [InlineData("$ ")]
    [InlineData("{{}")]
    public void Repetition_neither_hangs_nor_overflows_a_small_stack(string piece)
    {
        var source = new StringBuilder().Insert(0, piece, 200_000 / piece.Length).ToString();
        AssertOnSmallStack(source);
        AssertOnSmallStack(string.Concat("match a:\n  case ", source));
        AssertOnSmallStack(string.Concat("f'{", source));
    }

    [Fact]
    public void Nested_blocks_do_not_overflow_a_small_stack()
    {
        var source = new StringBuilder();
        for (var depth = 0; depth < 300; depth++) source.Append(' ', depth).Append("if a:\n");
        AssertOnSmallStack(source.ToString());
        AssertOnSmallStack(source.Append(' ', 300).Insert(source.Length, "(a or b and c in d | e & f + g * -h ** ", 200).ToString());
    }

    [Fact]
    public void A_long_chain_of_elif_is_no_recursion()
    {
        var source = "if a: pass\n" + new StringBuilder().Insert(0, "elif b: pass\n", 50_000) + "else: pass\n";
        AssertOnSmallStack(source);
        Assert.Empty(Parse(source).Problems);
    }

    [Fact]
    public void Code_as_deep_as_CPython_allows_is_fine()
    {
        Assert.Empty(Parse(new string('(', 200) + "a" + new string(')', 200)).Problems);
        Assert.Empty(Parse(new StringBuilder().Insert(0, "- ", 900).Append('a').ToString()).Problems);
        var source = new StringBuilder();
        for (var depth = 0; depth < 99; depth++) source.Append(' ', depth).Append("if a:\n");
        Assert.Empty(Parse(source.Append(' ', 99).Append("a\n").ToString()).Problems);
    }

    [Fact]
    public void Parsing_allocates_nothing_once_its_buffers_have_grown()
    {
        var texts = PythonCases.Lines("accepted.txt").Append(string.Join('\n', PythonCases.Lines("accepted.txt")))
            .Select(SourceText.From).ToArray();
        var parser = new PythonParser();
        var allocated = long.MaxValue;
        // The first round grows the buffers. The runtime may allocate for itself in any round in which it compiles better code, but not in all of them.
        for (var round = 0; round < 6 && allocated > 0; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            foreach (var text in texts)
                if (parser.Parse(text).Problems.Count > 0) Assert.Fail($"{text}: {parser.Parse(text).Problems[0]}");
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }
        Assert.Equal(0, allocated);
    }

    [Fact]
    public void A_parser_is_as_good_as_new_after_any_file()
    {
        var parser = new PythonParser();
        foreach (var source in PythonCases.Lines("rejected.txt"))
        {
            parser.Parse(SourceText.From(source));
            Assert.Equal("Module(Assign(Name x, Constant Int 1))", Show(parser.Parse(SourceText.From("x = 1")).Root));
        }
    }

    private static void AssertOnSmallStack(string source)
    {
        SyntaxTree? tree = null;
        var thread = new Thread(() => tree = Parse(source), maxStackSize: 1 << 20);
        thread.Start();
        thread.Join();
        AssertWhole(tree!);
    }

    private static void AssertWhole(SyntaxTree tree) => Assert.Null(TreeVerifier.FindViolation(tree));

    private static SyntaxTree Parse(string source, PythonVersion? target = null) =>
        PythonParser.ParseOnce(SourceText.From(source), target);

    private static string Problems(SyntaxTree tree) => string.Concat(tree.Problems.Select(problem =>
    {
        var position = tree.Lines.PositionAt(problem.Span.Start);
        return $"{position.Line}:{position.Column} {problem.Message}\n";
    }));

    /// <summary>A tree on one line: leaves with their text, `-` for absent children.</summary>
    private static string Show(Node node)
    {
        if (node.IsAbsent) return "-";
        var label = node.Kind switch
        {
            Kind.Constant or Kind.MatchSingleton => $"{node.Kind} {(ConstantKind)node.Data}",
            Kind.BoolOp => $"BoolOp {(BoolOperator)node.Data}",
            Kind.BinOp or Kind.AugAssign => $"{node.Kind} {(BinaryOperator)node.Data}",
            Kind.UnaryOp => $"UnaryOp {(UnaryOperator)node.Data}",
            Kind.CompareOperator => $"{(CompareOp)node.Data}",
            Kind.Keyword => node.Data < 0 ? "Keyword **" : $"Keyword {node.Tree.Names.Text(node.Data)}",
            Kind.Attribute or (>= Kind.PosOnlyArg and <= Kind.KwArg) => $"{node.Kind} {node.Tree.Names.Text(node.Data)}",
            Kind.ImportFrom or Kind.AnnAssign or Kind.Comprehension => $"{node.Kind} {node.Data}",
            Kind.FormattedValue or Kind.Interpolation => node.Data < 0 ? $"{node.Kind}" : $"{node.Kind} {(char)node.Data}",
            _ => node.Kind.ToString(),
        };
        if (node.HasChildren)
        {
            var children = new List<string>();
            foreach (var child in node.Children) children.Add(Show(child));
            return $"{label}({string.Join(", ", children)})";
        }
        if (node.Kind == Kind.CompareOperator) return label;
        var text = node.Text.ReplaceLineEndings("\\n");
        return text.Length == 0 ? label : $"{label} {text}";
    }
}
