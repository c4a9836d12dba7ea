using System.Text;
using Lever.Proving;

namespace Lever.Tests.Experiments.Proving;

public sealed class ParameterHintsTests
{
    [Theory]
    [InlineData("return [word.strip() for word in words]", "words", "list[str]")]
    [InlineData("return text.split(',')", "text", "str")]
    [InlineData("for key, value in table.items(): print(key)", "table", "dict")]
    [InlineData("return sum(range(count))", "count", "int")]
    [InlineData("for a, b in pairs: print(a + 1, b.upper())", "pairs", "list[tuple[int, str]]")]
    [InlineData("return rows[0][1] + 1", "rows", "list[list[int]]")]
    [InlineData("return record['name'].upper()", "record", "dict[str, object]")]
    [InlineData("return visit(1)", "visit", "Callable")]
    [InlineData("return x > 1.5", "x", "float")]
    [InlineData("with open(place) as file: return file.read()", "place", "StrPath")]
    [InlineData("return other", "other", "object")]
    [InlineData("return ', '.join(parts)", "parts", "list[str]")]
    public void The_use_of_a_parameter_tells_its_type(string body, string parameter, string type) =>
        Assert.Equal(type, Hints($"def f({parameter}):\n    {body}\n")[$"f:{parameter}"]);

    [Theory]
    [InlineData(":type x: list of str", "list[str]")]
    [InlineData(":param x: what it is\n    :type x: int", "int")]
    [InlineData("x (dict): what it is", "dict")]
    [InlineData("x : float, optional", "float")]
    [InlineData("x : Node", "Node")]
    public void A_docstring_tells_it(string text, string type) =>
        Assert.Equal(type, Hints($"class Node:\n    pass\n\n\ndef f(x):\n    \"\"\"Does it.\n\n    {text}\n    \"\"\"\n    return x\n")["f:x"]);

    [Fact]
    public void Calls_in_the_file_tell_it() =>
        Assert.Equal("list[int]", Hints("def f(x):\n    return x\n\n\ndef g():\n    return f([1, 2])\n")["f:x"]);

    [Fact]
    public void An_attribute_of_the_object_tells_what_its_constructor_takes()
    {
        var hints = Hints("class Bag:\n    def __init__(self, items, name=None):\n        self.items = items\n        self.name = name\n\n    def shown(self):\n        return [item.upper() for item in self.items], self.name.lower()\n");
        Assert.Equal("list[str]", hints["Bag.__init__:items"]);
        Assert.Equal("str | None", hints["Bag.__init__:name"]);
    }

    [Fact]
    public void Attributes_that_a_class_of_the_file_has_mean_that_class() =>
        Assert.Equal("Node", Hints("class Node:\n    def __init__(self, value: int):\n        self.value = value\n\n\ndef f(node):\n    return node.value\n")["f:node"]);

    [Theory]
    [InlineData("def f(x: int):\n    return x\n")]
    [InlineData("def f(x=3):\n    return x\n")]
    [InlineData("def f(*x):\n    return x\n")]
    public void What_is_annotated_has_a_default_or_cannot_be_known_gets_no_hint(string file) => Assert.DoesNotContain("f:x", Hints(file).Keys);

    [Fact]
    public void What_an_object_of_an_unknown_class_must_have_is_told() =>
        Assert.Equal("""Having[(("children", "list[Having[((\"name\", \"str\"),)]]"), ("size", "int"),)]""",
            Hints("def f(x):\n    return [child.name.upper() for child in x.children], x.size + 1\n")["f:x"]);

    [Fact]
    public void Functions_that_call_each_other_come_to_an_end() =>
        Assert.NotEmpty(Hints("def f(x):\n    return g(x)\n\n\ndef g(x):\n    y = x\n    x = y\n    return f(x)\n"));

    private static System.Collections.Immutable.ImmutableDictionary<string, string> Hints(string file) => ParameterHints.Of(Encoding.UTF8.GetBytes(file));
}
