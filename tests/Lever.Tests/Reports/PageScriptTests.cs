using System.Text;
using System.Text.Json;
using Lever.Profiles;
using Lever.Profiles.Writing;
using Lever.Review.Reports.Html;

namespace Lever.Tests.Reports;

/// <summary>What the page's script makes of the embedded profile, run by node, against what the profile says of itself.</summary>
public class PageScriptTests
{
    private const string Stacks = """
        main (app.py:1);parse (app.py:5);decode (codec.py:9) 40
        main (app.py:1);parse (app.py:5);parse (app.py:5);decode (codec.py:9) 20
        main (app.py:1);parse (app.py:5);decode (codec.py:9);parse (app.py:5);trim (text.py:2) 5
        main (app.py:1);render (page.py:3);decode (codec.py:9) 30
        main (app.py:1);render (page.py:3);wait (/usr/lib/python3.12/threading.py:355) 10
        """;

    // Prints for every function the widths of its sandwich's first rows, and for each view the width of the first row.
    private const string Driver = """
        const data = JSON.parse(require('fs').readFileSync(0, 'utf8'));
        const profile = new Profile(data);
        const name = fn => data.functions.name[fn];
        const below = (layout, box) => {
          const row = {};
          for (let at = layout.first[box]; at < layout.past[box]; at++) row[name(layout.fn[at])] = layout.w[at];
          return row;
        };
        const ends = weights => [...weights.self.keys()].filter(node => weights.self[node] > 0);
        const result = { views: {}, functions: {} };
        for (const waiting of ['all', 'working', 'waiting']) {
          const choice = { metric: 0, waiting, thread: -1 };
          const weights = profile.weights(choice);
          const exact = profile.functionWeights(choice);
          const flame = Layout.down(profile, weights, profile.roots, -1);
          const inverted = Layout.up(profile, weights, ends(weights), -1);
          result.views[waiting] = { sum: weights.sum, exact: exact.sum, flame: flame.w[0], inverted: inverted.w[0], leaves: below(inverted, 0), depth: flame.depth };
          for (let fn = 0; waiting === 'all' && fn < data.rest; fn++) {
            const places = profile.outermost(fn);
            const callers = Layout.up(profile, weights, places, fn);
            const callees = Layout.down(profile, weights, places, fn);
            const matches = Uint8Array.from(data.functions.name, (_, other) => other === fn ? 1 : 0);
            result.functions[name(fn)] = { total: callees.w[0], callers: below(callers, 0), matched: profile.matchedWeight(matches, choice) };
          }
        }
        console.log(JSON.stringify(result));
        """;

    [Fact]
    public void Views_of_the_page_weigh_what_the_profile_says()
    {
        var profile = ProfileReaders.Read(Encoding.UTF8.GetBytes(Stacks), "stacks.folded");
        var result = RunOn(profile);
        foreach (var (waiting, sum) in (IEnumerable<(string, double)>)[("all", 105), ("working", 95), ("waiting", 10)])
        {
            var view = result.GetProperty("views").GetProperty(waiting);
            foreach (var width in (string[])["sum", "exact", "flame", "inverted"]) Assert.Equal(sum, view.GetProperty(width).GetDouble());
        }
        var all = result.GetProperty("views").GetProperty("all");
        // The threads' row, and the deepest stack.
        Assert.Equal(6, all.GetProperty("depth").GetInt32());
        foreach (var row in ProfileView.Top(profile, 100))
        {
            var function = result.GetProperty("functions").GetProperty(row.Name);
            Assert.Equal(row.Total, function.GetProperty("total").GetDouble());
            Assert.Equal(row.Total, function.GetProperty("matched").GetDouble());
            Assert.Equal(row.Self, all.GetProperty("leaves").TryGetProperty(row.Name, out var leaf) ? leaf.GetDouble() : 0);
            var callers = function.GetProperty("callers").EnumerateObject().ToDictionary(caller => caller.Name, caller => caller.Value.GetDouble());
            Assert.Equal(ProfileView.Callers(profile, row.Function).ToDictionary(caller => caller.Name, caller => caller.Total), callers);
        }
    }

    private static JsonElement RunOn(Profile profile)
    {
        using var content = new MemoryStream();
        using (var json = new Utf8JsonWriter(content)) PageData.Write(json, profile);
        var script = string.Concat(((string[])["model.js", "layout.js"]).Select(Resource)) + Driver;
        var answer = External.Run("node", RepositoryFiles.Root, ["-e", script], Encoding.UTF8.GetString(content.ToArray()));
        Assert.Equal("", answer.Errors);
        return JsonDocument.Parse(answer.Out).RootElement;
    }

    private static string Resource(string name)
    {
        using var reader = new StreamReader(typeof(HtmlPage).Assembly.GetManifestResourceStream("page/" + name)!);
        return reader.ReadToEnd();
    }
}
