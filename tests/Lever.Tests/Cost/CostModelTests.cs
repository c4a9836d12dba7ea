using Lever.Review.Cost;
using Lever.Review.Findings;

namespace Lever.Tests.Cost;

public class CostModelTests
{
    private static readonly CostTable Python311 = CostTable.Shipped.For((3, 11));

    [Fact]
    public void MembershipInAListPaysBeyondAFewElements()
    {
        var cost = CostModel.Of(
            "n*m*py.list.compare", "m*py.set.build + n*py.set.lookup", Sizes.Between("n", 500, 1000, 5000, "test"), Sizes.Data("m"));
        Assert.Null(cost.BreakEven);
        var found = Evaluated(cost);
        Assert.Equal("m > 2", found.BreakEven.Text);
        Assert.Equal("ns", found.Worth.Metric);
        Assert.Equal(1000 * 1000 * 6.1 - 1000 * 13 - 1000 * 17, found.Saved.Typical, 1);
        Assert.True(found.Saved.Low > 0 && found.Saved.Low < found.Saved.Typical && found.Saved.Typical < found.Saved.High);
        Assert.Equal(["py.list.compare", "py.set.build", "py.set.lookup"], found.Rows.Select(row => row.Id));
        Assert.Equal("m > 2", CostModel.WithBreakEven(cost, Python311).BreakEven);
    }

    [Theory]
    [InlineData("n*py.list.compare", "py.set.lookup", "n > 2")]
    [InlineData("n*py.call", "n*py.loop.step", null)]
    [InlineData("n*py.loop.step", "n*py.call", "never")]
    [InlineData("n*py.call", "n*py.call", "never")]
    [InlineData("1us", "n*10ns", "n < 100")]
    [InlineData("n*100ns", "100us + n*n*0.00005ns", "1000 < n < 2000000")]
    [InlineData("100us + n*n*0.00005ns", "n*100ns", "n < 1000 or n > 2000000")]
    [InlineData("n^2*1ns", "n*log2(n)*10ns", "n > 58")]
    [InlineData("n*24B", "1KB", "n > 41")]
    public void SolvesForTheBreakEven(string before, string after, string? expected) =>
        Assert.Equal(expected, Evaluated(CostModel.Of(before, after, Sizes.Data("n"))).BreakEven.Text);

    [Fact]
    public void SaysWhatOtherSizesWereTakenToBe()
    {
        var found = Evaluated(CostModel.Of("n*m*py.list.compare", "m*py.set.build + n*py.set.lookup", Sizes.Between("n", 1, 50, 1000, "test"), Sizes.Data("m")));
        Assert.Equal("n > 2", found.BreakEven.Text);
        var narrow = Evaluated(CostModel.Of("n*n*k*1ns", "48us", Sizes.Between("k", 10, 20, 1000, "test"), Sizes.Between("n", 50, 60, 70, "test")));
        Assert.Equal("n > 48 with k = 20", narrow.BreakEven.Text);
    }

    [Fact]
    public void ExactSizesAreNotInQuestion()
    {
        var eight = Sizes.Exactly("m", 8, "line 3");
        Assert.Null(Evaluated(CostModel.Of("m*py.list.compare", "py.set.lookup", eight)).BreakEven.Text);
        Assert.Equal(BreakEvenKind.Always, Evaluated(CostModel.Of("m*py.list.compare", "py.set.lookup", eight)).BreakEven.Kind);
        Assert.Equal("never", Evaluated(CostModel.Of("m*py.list.compare", "py.set.lookup", Sizes.Exactly("m", 2, "line 3"))).BreakEven.Text);
    }

    [Fact]
    public void WhatBothSidesShareVariesTogether()
    {
        // Subtracting the two intervals would give a loss of almost the whole range of n.
        var found = Evaluated(CostModel.Of("n*py.call + n*db.query", "n*db.query", Sizes.Data("n")));
        Assert.InRange(found.Saved.Low, 0, 100 * 20);
        Assert.InRange(found.Saved.High, 100_000 * 20, 100_000 * 25);
    }

    [Fact]
    public void AFixThatMayLoseIsWorthNothingAtLeast()
    {
        var found = Evaluated(CostModel.Of("n*py.list.compare", "py.set.lookup", Sizes.Between("n", 1, 10, 100, "test")));
        Assert.True(found.Saved.Low < 0);
        Assert.Equal(0, found.Worth.Low);
        Assert.True(found.Worth.High > 0);
    }

    [Fact]
    public void DependsOnTheInterpreter()
    {
        var hoist = CostModel.Of("n*py.attr.chain3.call", "n*py.attr.hoisted.call", Sizes.Data("n"));
        var saved = CostTable.MeasuredPythons.Select(python =>
        {
            Assert.True(CostModel.TryEvaluate(hoist, CostTable.Shipped.For(python), out var found, out _));
            return found.Saved.Typical;
        }).ToArray();
        Assert.Equal([26_000, 9_000, 3_000], saved.Select(value => Math.Round(value)));
    }

    [Theory]
    [InlineData("n*py.cal", "1ns", "nearest is 'py.call'")]
    [InlineData("k*py.call", "1ns", "no value is assumed for the size 'k'")]
    [InlineData("n*py.call", "n*8B", "in one kind")]
    [InlineData("n", "n", "multiply it by a row")]
    [InlineData("n*", "1ns", "ends where")]
    [InlineData("1ns/(n - 1000)", "1ns", "divide by zero")]
    public void MistakesInARulesCostsAreData(string before, string after, string part)
    {
        var cost = CostModel.Of(before, after, Sizes.Data("n"));
        Assert.False(CostModel.TryEvaluate(cost, Python311, out _, out var problem));
        Assert.Contains(part, problem.Message, StringComparison.Ordinal);
        Assert.Same(cost, CostModel.WithBreakEven(cost, Python311));
    }

    private static CostEvaluation Evaluated(FindingCost cost)
    {
        Assert.True(CostModel.TryEvaluate(cost, Python311, out var found, out var problem), problem?.Message);
        return found;
    }
}
