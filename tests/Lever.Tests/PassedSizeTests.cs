using Lever.Review.Findings;
using Lever.Review.Rules;
using Lever.Review.Rules.Python;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Text;

namespace Lever.Tests;

/// <summary>What a file's own calls say of how much a function is given.</summary>
public class PassedSizeTests
{
    private const string Find = """
            return [row for row in rows if row in wanted]

        """;

    /// <summary>Each gives the tier of the search in `find`, whose turns and elements are parameters.</summary>
    [Theory]
    [InlineData("def find(rows: list, wanted: list):", "", Tier.A)]
    [InlineData("def _find(rows: list, wanted: list):", "", Tier.C)]
    [InlineData("def find(rows: list, wanted: list):", "def use(table):\n    return find(table.rows, table.wanted)", Tier.C)]
    [InlineData("def find(rows: list, wanted: list):", "def use(rows, wanted):\n    return find(rows, wanted)", Tier.A)]
    [InlineData("def _find(rows: list, wanted: list):", "def use(rows, wanted):\n    return _find(rows, wanted)", Tier.A)]
    [InlineData("def _find(rows: list, wanted: list):", "def use(rows, wanted):\n    return _find(wanted=wanted, rows=rows)", Tier.A)]
    [InlineData("def find(rows: list, wanted: list):", "def use(table):\n    return find(*table)", Tier.C)]
    // One caller of unknown size does not make the other's data small.
    [InlineData("def find(rows: list, wanted: list):", "def one(table):\n    return find(table.rows, table.wanted)\n\ndef two(rows, wanted):\n    return find(rows, wanted)", Tier.A)]
    // A script's last lines try the function out.
    [InlineData("def find(rows: list, wanted: list):", "print(find([1, 2], [2, 3]))", Tier.A)]
    [InlineData("def find(rows: list, wanted: list):", "def use(path, wanted):\n    return find(read(path), wanted)\n\ndef read(path):\n    rows = []\n    with open(path) as lines:\n        for line in lines:\n            rows.append(line)\n    return rows", Tier.A)]
    public void Calls_show_how_much_a_parameter_holds(string head, string calls, Tier tier) => Assert.Equal(tier, TierOf(head + "\n" + Find + calls + "\n"));

    [Theory]
    [InlineData("def find(self, rows: list, wanted: list):", "    def use(self, table):\n        return self.find(table.rows, table.wanted)", Tier.C)]
    [InlineData("def find(self, rows: list, wanted: list):", "    def use(self, rows, wanted):\n        return self.find(rows, wanted)", Tier.A)]
    [InlineData("def _find(self, rows: list, wanted: list):", "    def use(self, rows, wanted):\n        return self._find(rows, wanted=wanted)", Tier.A)]
    [InlineData("@staticmethod\n    def find(rows: list, wanted: list):", "    def use(self, rows, wanted):\n        return self.find(rows, wanted)", Tier.A)]
    // Another class' method of the same name says nothing.
    [InlineData("def find(self, rows: list, wanted: list):", "    def use(self, table):\n        return table.find(table.rows, table.wanted)", Tier.A)]
    public void Methods_are_called_through_self(string head, string calls, Tier tier) =>
        Assert.Equal(tier, TierOf($"class Finder:\n    {head}\n        return [row for row in rows if row in wanted]\n\n{calls}\n"));

    /// <summary>A parameter without an annotation is what all calls pass, where nobody else can call its function.</summary>
    [Theory]
    [InlineData("def _find(rows, wanted):", "def use(rows, wanted: list):\n    return _find(rows, sorted(wanted))", true)]
    [InlineData("def _find(rows, wanted=()):", "def use(rows, wanted: list):\n    return _find(rows, wanted=list(wanted)) + _find(rows, [row.key for row in rows])", true)]
    [InlineData("def _find(rows, wanted=None):", "def use(rows, wanted: list):\n    return _find(rows, sorted(wanted)) + _find(rows)", true)]
    // A set here, a list there.
    [InlineData("def _find(rows, wanted):", "def use(rows, wanted: list):\n    return _find(rows, sorted(wanted)) + _find(rows, set(wanted))", false)]
    [InlineData("def _find(rows, wanted):", "def use(rows, table):\n    return _find(rows, sorted(table)) + _find(rows, table)", false)]
    // Whoever is handed the function, or can import it, may pass something else.
    [InlineData("def _find(rows, wanted):", "def use(rows, wanted: list, run):\n    run(_find)\n    return _find(rows, sorted(wanted))", false)]
    [InlineData("def find(rows, wanted):", "def use(rows, wanted: list):\n    return find(rows, sorted(wanted))", false)]
    [InlineData("@traced\ndef _find(rows, wanted):", "def use(rows, wanted: list):\n    return _find(rows, sorted(wanted))", false)]
    public void Calls_show_what_a_parameter_is(string head, string calls, bool isList) => Assert.Equal(isList ? 1 : 0, FindingsOf(head + "\n" + Find + calls + "\n").Count);

    private static Tier TierOf(string source) => Assert.Single(FindingsOf(source)).Tier;

    private static IReadOnlyList<Finding> FindingsOf(string source)
    {
        var rule = RuleCatalog.Python.Single(rule => rule.Info.Name == "py-membership-list-in-loop");
        var options = new AnalysisOptions(true, true, _ => null, (_, _) => false, new DateOnly(2026, 1, 1));
        return new FileAnalyzer(new RuleEngine([rule]), options).Analyze("find.py", SourceText.From(source), new ProjectIndex(["find.py"], _ => null)).Findings;
    }
}
