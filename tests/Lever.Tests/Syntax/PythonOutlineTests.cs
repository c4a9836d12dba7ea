using Lever.Syntax.Python;
using Lever.Syntax.Text;

namespace Lever.Tests.Syntax;

public class PythonOutlineTests
{
    [Fact]
    public void An_outline_has_the_top_level_and_classes_and_empty_functions()
    {
        var text = SourceText.From("import os\nclass A(B):\n    def f(self):\n        if x:\n            return 1\n    y = 2\ndef g(): return 3\ntry:\n    import z\nexcept E:\n    z = None\nlast = 1\n");
        var whole = PythonParser.ParseOnce(text);
        var outline = new PythonParser().ParseOutline(text);
        Assert.Empty(outline.Problems);
        Assert.Null(TreeVerifier.FindViolation(outline));
        Assert.Equal(Kinds(whole), Kinds(outline));
        var members = outline.Root.Child(1).Child(4).Children;
        Assert.Equal([Kind.FunctionDef, Kind.Assign], [members[0].Kind, members[1].Kind]);
        Assert.False(members[0].Child(5).HasChildren);
    }

    [Fact]
    public void An_outline_has_what_sets_the_fields_of_objects()
    {
        var outline = new PythonParser().ParseOutline(SourceText.From("class A:\n    def __init__(self):\n        self.rows = []\n        def f():\n            return 1\n    def g(self):\n        self.more = 2\n"));
        Assert.Null(TreeVerifier.FindViolation(outline));
        var methods = outline.Root.FirstChild.Child(4).Children;
        Assert.Equal([Kind.Assign, Kind.FunctionDef], [methods[0].Child(5).Child(0).Kind, methods[0].Child(5).Child(1).Kind]);
        Assert.False(methods[0].Child(5).Child(1).Child(5).HasChildren);
        Assert.False(methods[1].Child(5).HasChildren);
    }

    [Theory]
    [InlineData("def f(:\n    x\n  y\nz = 1\n")]
    [InlineData("class C:\n        x\n    y\nz = 1\n")]
    [InlineData("def f():\n    (")]
    public void Broken_sources_end_in_a_whole_outline(string source) =>
        Assert.Null(TreeVerifier.FindViolation(new PythonParser().ParseOutline(SourceText.From(source))));

    private static List<Kind> Kinds(Lever.Syntax.Trees.SyntaxTree tree)
    {
        var kinds = new List<Kind>();
        foreach (var statement in tree.Root.Children) kinds.Add(statement.Kind);
        return kinds;
    }
}
