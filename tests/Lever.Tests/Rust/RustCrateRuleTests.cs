using Lever.Review.Findings;
using Lever.Review.Rules;
using Lever.Review.Rules.Rust;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Text;

namespace Lever.Tests.Rust;

/// <summary>Forms of rules that need crates which a fixture that must compile cannot have.</summary>
public class RustCrateRuleTests
{
    [Theory]
    [InlineData("use anyhow::{Context, Result};", "load(path).context(format!(\"no {path}\"))?", "load(path).with_context(|| format!(\"no {path}\"))?")]
    [InlineData("use anyhow::Context as _;", "load(path).context(format!(\"no {path}\"))?", "load(path).with_context(|| format!(\"no {path}\"))?")]
    // An error has no lazy form, and snafu's contexts are no texts.
    [InlineData("use anyhow::Context;", "Err(error).context(format!(\"no {path}\"))?", null)]
    [InlineData("use anyhow::Context;", "return error.context(format!(\"no {path}\"))", null)]
    [InlineData("use anyhow::Context;", "load(path).context(\"no file\")?", null)]
    [InlineData("use snafu::ResultExt;", "load(path).context(format!(\"no {path}\"))?", null)]
    public void A_context_of_anyhow_is_formatted_where_it_is_needed(string import, string code, string? patched)
    {
        var source = $"{import}\npub fn read(path: &str) -> anyhow::Result<u64> {{\n    Ok({code})\n}}\n";
        Assert.Equal(patched is null ? source : source.Replace(code, patched, StringComparison.Ordinal), Patched("rs-eager-default", source));
    }

    [Theory]
    [InlineData("let (size, _, rest) = select_all(requests).await; requests = rest;", 1)]
    [InlineData("let current = std::mem::take(&mut requests); let (size, _, rest) = select_all(current).await; requests = rest.into_iter().collect();", 1)]
    [InlineData("let (size, _, _) = select_all(some()).await; requests.clear();", 0)]
    [InlineData("let (size, _, rest) = requests.select_all().await; requests = rest;", 0)]
    public void Futures_that_are_left_are_selected_from_again(string turn, int findings)
    {
        var source = "use futures::future::{select_all, BoxFuture};\n"
            + $"pub async fn sum(mut requests: Vec<BoxFuture<'static, u64>>) -> u64 {{\n    let mut sum = 0;\n    while !requests.is_empty() {{ {turn} sum += size; }}\n    sum\n}}\n";
        Assert.Equal(findings, Found("rs-many-futures-polled-naively", source).Count);
    }

    /// <summary>The source with the patches of a rule's findings.</summary>
    private static string Patched(string rule, string source)
    {
        foreach (var edit in Found(rule, source).SelectMany(finding => finding.Fix.Edits).OrderByDescending(edit => edit.Span.Start))
            source = source.Remove(edit.Span.Start, edit.Span.Length).Insert(edit.Span.Start, edit.NewText);
        return source;
    }

    private static IReadOnlyList<Finding> Found(string rule, string source)
    {
        var options = new AnalysisOptions(true, false, _ => null, (_, _) => false, new DateOnly(2026, 1, 1));
        var engine = new RustEngine(RuleCatalog.Rust.Where(each => each.Info.Name == rule));
        return new RustAnalyzer(engine, options).Analyze("src/lib.rs", SourceText.From(source), RustProject.Empty).Findings;
    }
}
