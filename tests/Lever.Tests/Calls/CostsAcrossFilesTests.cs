using Lever.Review.Findings;
using Lever.Review.Rules;
using Lever.Review.Rules.Python;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Text;

namespace Lever.Tests.Calls;

/// <summary>Rules that ask what a call costs are answered for functions of other files too.</summary>
public class CostsAcrossFilesTests
{
    private const string Weights = """
        import functools

        def heaviest(parcels: list):
            best = 0
            for parcel in parcels:
                best = max(best, parcel.weight)
            return best

        def first(parcels):
            return parcels[0]

        def sent(parcels: list):
            for parcel in parcels:
                parcel.send()
            return parcels

        def each(parcels: list):
            for parcel in parcels:
                yield parcel

        @functools.lru_cache
        def kept(parcels: list):
            return [parcel.weight for parcel in parcels]
        """;

    [Theory]
    [InlineData("heaviest(parcels)", true)]
    [InlineData("weights.heaviest(parcels)", true)]
    [InlineData("again(parcels)", true)]
    // It costs next to nothing, has an effect, runs nothing yet, or keeps what it found.
    [InlineData("first(parcels)", false)]
    [InlineData("sent(parcels)", false)]
    [InlineData("each(parcels)", false)]
    [InlineData("kept(parcels)", false)]
    // Its argument has an effect; nothing is known of it.
    [InlineData("heaviest(parcels.pop())", false)]
    [InlineData("unknown(parcels)", false)]
    public void A_value_that_another_file_s_function_works_out_too_early_is_told(string call, bool isTold)
    {
        var found = Check("py-deferred-expensive", $$"""
            from shop import again, weights
            from shop.weights import each, first, heaviest, kept, sent, unknown

            def process(parcels, config):
                best = {{call}}
                if config.wanted:
                    config.use(best)
            """);
        Assert.Equal(isTold ? 1 : 0, found.Count);
    }

    [Theory]
    [InlineData("heaviest(parcels) and not strict", true)]
    [InlineData("first(parcels) and not strict", false)]
    [InlineData("sent(parcels) and not strict", false)]
    // The cheap one stands first already, or may be guarded by the other.
    [InlineData("not strict and heaviest(parcels)", false)]
    [InlineData("heaviest(strict) and not strict", false)]
    public void A_test_that_asks_another_file_s_function_stands_behind_a_cheap_one(string test, bool isTold)
    {
        var found = Check("py-condition-order", $$"""
            from shop.weights import first, heaviest, sent

            def look(parcels, strict):
                if {{test}}:
                    return parcels
            """);
        Assert.Equal(isTold ? 1 : 0, found.Count);
    }

    private static IReadOnlyList<Finding> Check(string name, string source)
    {
        var files = new Dictionary<string, string> { ["shop/__init__.py"] = "from shop.weights import heaviest as again\n", ["shop/weights.py"] = Weights, ["shop/own.py"] = source };
        ProjectIndex project = null!;
        project = new ProjectIndex(files.Keys, path => ModuleInterfaces.Of(new PythonParser().ParseOutline(SourceText.From(files[path])), path, project),
            readCosts: path => FunctionCosts.Of(PythonParser.ParseOnce(SourceText.From(files[path])), path, project));
        var rule = RuleCatalog.Python.Single(rule => rule.Info.Name == name);
        var options = new AnalysisOptions(true, true, _ => null, (_, _) => false, new DateOnly(2026, 1, 1));
        return new FileAnalyzer(new RuleEngine([rule]), options).Analyze("shop/own.py", SourceText.From(source), project).Findings;
    }
}
