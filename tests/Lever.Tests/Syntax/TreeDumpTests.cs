using Lever.Syntax.Python;
using Lever.Syntax.Text;

namespace Lever.Tests.Syntax;

public class TreeDumpTests
{
    [Fact]
    public void A_tree_is_shown_with_slots_places_and_data()
    {
        var tree = PythonParser.ParseOnce(SourceText.From("def é(a, b=1):\n    return a.x <= -b\nimport x.y as z\n"));
        Assert.Equal("""
            Module 1:1-4:1
              FunctionDef 1:1-2:21
                decorators: Decorators 1:1-1:1
                name: Identifier 1:5-1:6 é
                arguments: Arguments 1:7-1:13
                  Arg 1:7-1:8 a
                  Arg 1:10-1:11 b
                    default: Constant 1:12-1:13 Int 1
                body: Block 2:5-2:21
                  Return 2:5-2:21
                    value: Compare 2:12-2:21
                      left: Attribute 2:12-2:15 x
                        value: Name 2:12-2:13 a
                      CompareOperator 2:16-2:18 LtE
                      UnaryOp 2:19-2:21 USub
                        operand: Name 2:20-2:21 b
              Import 3:1-3:16
                Alias 3:8-3:16
                  name: Identifier 3:8-3:11 x.y
                  asname: Identifier 3:15-3:16 z

            """, PythonTreeDump.Render(tree));
    }

    [Fact]
    public void Problems_stand_at_the_end()
    {
        var lines = PythonTreeDump.Render(PythonParser.ParseOnce(SourceText.From("x = 1\ny = = 2\n"))).Split('\n');
        Assert.StartsWith("problem 2:5-2:6 ", lines[^2], StringComparison.Ordinal);
    }

    [Fact]
    public void Kinds_are_counted()
    {
        var counts = PythonTreeDump.Counts(PythonParser.ParseOnce(SourceText.From("f(x)(y)\nreturn\n")));
        Assert.Equal("Call 2, Expr 1, Module 1, Name 3, Return 1", string.Join(", ", counts.Select(pair => $"{pair.Key} {pair.Value}")));
    }
}
