using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Text;

namespace Lever.Tests.Calls;

/// <summary>Fields of objects whose class, or a base of it, another file defines.</summary>
public class FieldsAcrossFilesTests
{
    private const string Base = """
        from collections import deque
        from typing import Optional

        class Root:
            def __init__(self, names: list[str], given, kept: Optional[dict] = None, replaced: list = ()):
                replaced = tuple(replaced)
                self.names = names
                self.given = given
                self.kept = kept
                self.replaced = replaced
                self.rows = []
                self.seen = set()
                self.queue = deque()
                self.spare = []
                self.late = None
                self.first, self.second = [], []
                if given:
                    self.either = []
                else:
                    self.either = ()

            @property
            def total(self):
                return 1

            def fill(self):
                self.late = [1]
                self.seen = None

            def change(self):
                self.changed = 1
                self.fixed == 2

        class Order(Root):
            lines: list[str]
            kinds = {}

            def __init__(self):
                self.changed = []
                self.fixed = []
                self.torn = []
                self.both = []

            def tear(self):
                self.torn = "x"
                self.other, self.both = 1, 2
        """;

    private const string Between = "from shop.base import Order as Renamed\n\nclass Middle(Renamed):\n    pass\n";

    [Theory]
    [InlineData("self.rows", "list")]
    [InlineData("self.names", "list")]
    [InlineData("self.kept", "dict")]
    [InlineData("self.seen", "set")]
    [InlineData("self.queue", "deque")]
    [InlineData("self.changed", "list")]
    [InlineData("self.fixed", "list")]
    [InlineData("self.lines", "list")]
    // Set to something else by another method.
    [InlineData("self.torn", null)]
    [InlineData("self.both", null)]
    // Set by a method alone, or by both branches to different things.
    [InlineData("self.late", null)]
    [InlineData("self.either", null)]
    // Nothing says what is given, and what is bound anew is no longer what the annotation promised.
    [InlineData("self.given", null)]
    [InlineData("self.replaced", null)]
    // What code gives, and what the class says for all objects.
    [InlineData("self.total", null)]
    [InlineData("self.kinds", null)]
    [InlineData("self.first", null)]
    // Set by the class itself.
    [InlineData("self.own", "str")]
    [InlineData("order.rows", "list")]
    [InlineData("made.rows", "list")]
    [InlineData("made.late", null)]
    // This file sets it.
    [InlineData("order.spare", null)]
    public void The_type_of_a_field_is_what_its_class_in_another_file_sets(string expression, string? expected)
    {
        var source = $$"""
            from shop.between import Middle

            class Own(Middle):
                def __init__(self):
                    super().__init__()
                    self.own = "x"

                def look(self, order: Middle):
                    made = Middle()
                    order.spare = None
                    return {{expression}}
            """;
        var files = new Dictionary<string, string> { ["shop/__init__.py"] = "", ["shop/base.py"] = Base, ["shop/between.py"] = Between, ["shop/own.py"] = source };
        var reader = new PythonParser();
        ProjectIndex project = null!;
        project = new ProjectIndex(files.Keys, path => ModuleInterfaces.Of(reader.ParseOutline(SourceText.From(files[path])), path, project));
        var module = new PythonModule();
        module.Load(PythonParser.ParseOnce(SourceText.From(source)), "shop/own.py", project, null);
        var returned = module.Tree.Root.LastChild.Child(4).LastChild.Child(5).LastChild;
        Assert.Equal(Kind.Return, returned.Kind);
        Assert.Equal(expected, module.Types.Of(returned.FirstChild)?.Name);
    }
}
