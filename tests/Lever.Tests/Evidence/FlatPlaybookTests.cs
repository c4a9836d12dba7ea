namespace Lever.Tests.Evidence;

/// <summary>The eight moves of the guide's playbook, each with its condition from the profile.</summary>
public class FlatPlaybookTests
{
    private static readonly string Flat = string.Concat(Enumerable.Range(0, 40).Select(i => $"serve (app.py:5);handle (app.py:9);step{i} (lib{i}.py:3) 50\n"));

    private const string App = """
        import re


        def serve(items):
            for item in items:
                handle(item)


        def handle(item):
            kept = []
            for part in item:
                kept.append(part)
                kept.sort()
            return kept
        """;

    private static string[] Moves(string stacks, params (string Name, string Text)[] others)
    {
        using var folder = new TemporaryFolder();
        folder.Write("app.py", App + "\n");
        folder.Write("p.folded", Flat + stacks);
        foreach (var (name, text) in others) folder.Write(name, text);
        var review = Reviews.Of(folder, ["p.folded", .. others.Where(other => !other.Name.EndsWith(".rs", StringComparison.Ordinal)).Select(other => other.Name)]);
        Assert.True(review.GetProperty("hypothesis").GetProperty("flat_profile").GetBoolean());
        return [.. review.Facts().Where(fact => char.IsAsciiDigit(fact[0]))];
    }

    [Fact]
    public void Every_move_ends_in_a_fact()
    {
        var moves = Moves("");
        Assert.Equal(Enumerable.Range(1, 8), moves.Select(move => move[0] - '0'));
        Assert.Equal("1. small wins add up: no issue below is in this profile", moves[0]);
        Assert.Equal("2. loops near the top of the stacks: `handle` has 100 % below it, `serve` has 100 % below it", moves[1]);
        Assert.Equal("3. one-shot construction in place of incremental: nothing found", moves[2]);
        Assert.Equal("4. over-general code on common paths: nothing found", moves[3]);
        Assert.Equal("5. allocation: this profile does not show it; record an allocation profile", moves[4]);
        Assert.StartsWith("6. hardware counters: none given", moves[5], StringComparison.Ordinal);
        Assert.Equal("7. Python: no sign of contention for the GIL, of many objects or of slow imports", moves[6]);
        Assert.Equal("8. Rust: no code of it was reviewed", moves[7]);
    }

    [Fact]
    public void What_the_profile_shows_turns_moves()
    {
        var moves = Moves("""
            serve (app.py:5);handle (app.py:13) 90
            serve (app.py:5);handle (app.py:9);malloc 60
            serve (app.py:5);handle (app.py:9);cfree 80
            serve (app.py:5);handle (app.py:9);__init__ (models.py:4) 20

            """, ("stat.txt", " Performance counter stats for 'app':\n\n  8,000 cycles\n  4,000 instructions\n\n"), ("lib.rs", "pub fn f() {}\n"));
        Assert.Matches(@"^3\. .*: 1 place with 4 % of the weight, `handle`$", moves[2]);
        Assert.Equal("5. allocation: found, and told below", moves[4]);
        Assert.Equal("6. hardware counters: told below", moves[5]);
        Assert.Equal("7. Python: 0.9 %, too little to begin with", moves[6]);
        Assert.Equal("8. Rust: no sign of an async runtime or of clones; of poor layout, nothing found", moves[7]);
    }
}
