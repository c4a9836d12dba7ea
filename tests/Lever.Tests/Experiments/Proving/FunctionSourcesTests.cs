using System.Text;
using Lever.Proving;

namespace Lever.Tests.Experiments.Proving;

public sealed class FunctionSourcesTests
{
    [Fact]
    public void A_decorator_is_part_of_its_function()
    {
        var changed = FunctionSources.Changed("def f(n):\n    return n\n"u8, "@cached\ndef f(n):\n    return n\n"u8);
        Assert.Equal("f", Assert.Single(changed).Name);
    }

    [Fact]
    public void Slots_are_tried_by_making_objects()
    {
        const string Class = "class Point:\n    def __init__(self, x):\n        self.x = x\n";
        var after = Encoding.UTF8.GetBytes(Class.Replace("Point:\n", "Point:\n    __slots__ = (\"x\",)\n", StringComparison.Ordinal));
        Assert.Empty(FunctionSources.Changed(Encoding.UTF8.GetBytes(Class), after));
        Assert.Equal("Point.__init__", Assert.Single(FunctionSources.MakersOfChangedClasses(Encoding.UTF8.GetBytes(Class), after)).Name);
    }
}
