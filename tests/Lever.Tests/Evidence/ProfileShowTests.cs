using System.Text.Json;
using Lever.Tests.Shell;

namespace Lever.Tests.Evidence;

/// <summary><c>profile show</c>: the table, what follows from it, and the contract <c>lever.profile/1</c>.</summary>
public class ProfileShowTests
{
    private const string Stacks = "main (app.py:6);parse (app.py:11) 600\nmain (app.py:7);render (app.py:15);cfree 300\nmain (app.py:6);wait (threading.py:9) 100\n";

    [Fact]
    public void The_document_holds_what_the_contract_says()
    {
        using var folder = Reviews.Project();
        folder.Write("p.folded", Stacks);
        var json = CommandRun.Of(folder, "profile", "show", "p.folded", "--format", "json", "--code", ".", "--callers", "parse", "--callees", "main", "--top", "2").Json;
        Assert.Equal(["schema", "name", "format", "producer", "metrics", "samples", "threads", "waiting_share", "doubts", "problems", "match_rate", "functions", "callers", "callees", "conclusions"],
            json.EnumerateObject().Select(property => property.Name));
        Assert.Equal(("lever.profile/1", "p.folded", "folded", 1000), (Text(json, "schema"), Text(json, "name"), Text(json, "format"), json.GetProperty("samples").GetInt32()));
        Assert.Equal("""{"name":"samples","unit":"samples","clock":"unknown","total":1000}""", json.GetProperty("metrics")[0].GetRawText());
        Assert.Equal(0.1, json.GetProperty("waiting_share").GetDouble());
        Assert.Equal(0.6, json.GetProperty("match_rate").GetProperty("project").GetDouble());
        Assert.Equal(2, json.GetProperty("functions").GetArrayLength());
        var first = json.GetProperty("functions")[0];
        Assert.Equal(("parse", "app.py", 600, 0.6), (Text(first, "name"), Text(first, "file"), first.GetProperty("self").GetDouble(), first.GetProperty("self_share").GetDouble()));
        Assert.Equal(JsonValueKind.Null, first.GetProperty("calls").ValueKind);
        Assert.Equal("main", Text(json.GetProperty("callers")[0].GetProperty("rows")[0], "name"));
        Assert.Equal(["parse", "render"], json.GetProperty("callees")[0].GetProperty("rows").EnumerateArray().Select(row => Text(row, "name")));
        Assert.Equal("allocation", Text(json.GetProperty("conclusions")[0], "kind"));
    }

    [Fact]
    public void Without_code_there_is_no_match_rate()
    {
        using var folder = Reviews.Project();
        folder.Write("p.folded", Stacks);
        Assert.Equal(JsonValueKind.Null, CommandRun.Of(folder, "profile", "show", "p.folded", "--format", "json").Json.GetProperty("match_rate").ValueKind);
    }

    [Fact]
    public void Results_have_a_document_too()
    {
        using var folder = Reviews.Project();
        folder.Write("sleep.json", """{"results": [{"command": "sleep 1", "mean": 1.01, "stddev": 0.01, "median": 1.0, "user": 0, "system": 0, "min": 0.99, "max": 1.02, "times": [0.99, 1.0, 1.02]}]}""");
        var json = CommandRun.Of(folder, "profile", "show", "sleep.json", "--format", "json").Json;
        Assert.Equal(("lever.profile/1", "hyperfine"), (Text(json, "schema"), Text(json, "format")));
        var only = Assert.Single(json.GetProperty("benchmarks").EnumerateArray());
        Assert.Equal(("sleep 1", "seconds", 1.0, 3), (Text(only, "id"), Text(only, "unit"), only.GetProperty("typical").GetDouble(), only.GetProperty("samples").GetInt32()));
    }

    [Fact]
    public void What_follows_stands_below_the_table()
    {
        using var folder = Reviews.Project();
        folder.Write("p.folded", Stacks);
        var shown = CommandRun.Of(folder, "profile", "show", "p.folded", "--code", ".").Output;
        Assert.Contains("of the profile's weight 60 % is in the reviewed code", shown, StringComparison.Ordinal);
        Assert.Contains("allocating and freeing memory takes 33 % (30–36 %) of the samples, most of it for `render` (33 %)\n  but another allocator", shown, StringComparison.Ordinal);
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
