using System.Diagnostics;
using Lever.Review.Cost;

namespace Lever.Tests.Cost;

public class CostTableTests
{
    public static TheoryData<string> Ids => [.. CostTable.Shipped.Ids];

    [Theory]
    [MemberData(nameof(Ids))]
    public void EveryRowHoldsOnEveryVersion(string id)
    {
        Assert.Matches("^[a-z0-9_]+([.][a-z0-9_]+)+$", id);
        foreach (var python in (ReadOnlySpan<(int, int)?>)[null, (3, 7), (3, 8), (3, 11), (3, 14)])
        {
            var row = CostTable.Shipped.For(python).Find(id)!;
            var (low, typical, high) = row.Value.Value;
            Assert.True(low > 0 && low <= typical && typical <= high && low < high, $"{id}: {row.Value.Value}");
            Assert.NotEmpty(row.Meaning);
            Assert.NotEmpty(row.Source);
        }
        Assert.Null(CostTable.Shipped.MistakeIn("feed.items"));
        Assert.True(CostExpression.TryParse(id, out var expression, out _));
        Assert.Equal(id, expression.ToString());
    }

    [Theory]
    [InlineData("py.call py.call.method py.dict.lookup py.set.lookup py.set.add py.list.compare py.list.append py.list.pop0 py.getattr py.loop.step")]
    [InlineData("py.log.disabled py.log.fstring py.re.compile py.re.cached py.json.loads py.json.loads.1k py.deepcopy py.import.plain py.await py.task")]
    [InlineData("py.executor.hop py.open py.stat py.subprocess pandas.iterrows db.query net.datacenter net.internet ssd.read.4k mem.reference mem.sequential")]
    [InlineData("mutex.uncontended pyo3.gil rust.alloc.small rust.hashmap.lookup arc.clone tokio.spawn msgspec.decode.1k")]
    public void HasTheRowsThatRulesName(string ids) =>
        Assert.All(ids.Split(' '), id => Assert.NotNull(CostTable.Shipped.Find(id)));

    [Theory]
    [InlineData(3, 7, 37, "CPython 3.8")]
    [InlineData(3, 8, 37, "CPython 3.8")]
    [InlineData(3, 10, 37, "CPython 3.8")]
    [InlineData(3, 11, 20, "CPython 3.11")]
    [InlineData(3, 12, 20, "CPython 3.11")]
    [InlineData(3, 13, 15, "CPython 3.13")]
    [InlineData(3, 15, 15, "CPython 3.13")]
    [InlineData(4, 0, 15, "CPython 3.13")]
    public void UsesTheNearestMeasuredVersionAtOrBelow(int major, int minor, double nanoseconds, string said)
    {
        var row = CostTable.Shipped.For((major, minor)).Find("py.call")!;
        Assert.Equal(nanoseconds, row.Value.Value.Typical);
        Assert.Contains(said, row.Source, StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutAVersionTheIntervalCoversAll()
    {
        var row = CostTable.Shipped.Find("py.call")!;
        Assert.Equal(15, row.Value.Value.Typical);
        Assert.True(row.Value.Value.Contains(37) && row.Value.Value.Contains(20));
        Assert.Contains("no version", row.Source, StringComparison.Ordinal);
    }

    [Fact]
    public void NearerLayersWin()
    {
        var calibrated = CostTable.Shipped.WithCalibrated(
            [new("py.call", "30..31..33ns", "calibrated 2026-01-05", (3, 11)), new("mem.reference", "70ns", "calibrated 2026-01-05")], out var none);
        Assert.Empty(none);
        Assert.Equal(31, calibrated.For((3, 11)).Find("py.call")!.Value.Value.Typical);
        Assert.Equal(37, calibrated.For((3, 8)).Find("py.call")!.Value.Value.Typical);
        Assert.Equal(CostLayer.Calibrated, calibrated.Find("mem.reference")!.Layer);

        var own = calibrated.WithUser([new("mem.reference", "90ns", "data sheet"), new("db.orders", "12ms", "dashboard")], out none);
        Assert.Empty(none);
        Assert.Equal(("data sheet", CostLayer.User), (own.Find("mem.reference")!.Source, own.Find("mem.reference")!.Layer));
        Assert.Equal(12e6, own.Find("db.orders")!.Value.Value.Typical);
        Assert.Contains("db.orders", own.Ids);
        Assert.Equal(31, own.For((3, 11)).Find("py.call")!.Value.Value.Typical);
    }

    [Theory]
    [InlineData("db.query", "3MB", "is a time")]
    [InlineData("db.query", "fast", "expected a number")]
    [InlineData("db.query", "1.2parsecs", "unknown unit")]
    [InlineData("db.query", "", "expected a number")]
    [InlineData("db query", "1ms", "cannot name a cost row")]
    [InlineData("db..query", "1ms", "cannot name a cost row")]
    public void RowsThatCannotBeUsedAreToldOf(string id, string cost, string part)
    {
        var table = CostTable.Shipped.WithUser([new(id, cost, "me"), new("db.other", "1ms", "me")], out var problems);
        Assert.Contains(part, Assert.Single(problems).Problem.Message, StringComparison.Ordinal);
        Assert.NotNull(table.Find("db.other"));
        Assert.NotEqual("me", table.Find("db.query")!.Source);
    }

    [Theory]
    [InlineData("db.qury", "db.query")]
    [InlineData("db.qeury", "db.query")]
    [InlineData("py.cal", "py.call")]
    [InlineData("dict.lookup", "py.dict.lookup")]
    [InlineData("feed.items", null)]
    public void KnowsTheNearestRow(string name, string? expected) => Assert.Equal(expected, CostTable.Shipped.Nearest(name));

    [Fact]
    public void TheGuidesDifferingFiguresAreNoted()
    {
        foreach (var id in (string[])["py.call", "py.getattr", "py.dict.lookup", "py.json.loads.1k", "pyo3.gil", "mutex.uncontended"])
            Assert.Contains("guide", CostTable.Shipped.Find(id)!.Note, StringComparison.Ordinal);
    }
}
