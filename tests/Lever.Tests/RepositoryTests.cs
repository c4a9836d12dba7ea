using System.Text;
using System.Text.RegularExpressions;
using Lever.Dev.Docs;
using Lever.Dev.Rules;
using Lever.Review.Rules;
using Lever.Review.Rules.PyO3;
using Lever.Review.Rules.Rust;

namespace Lever.Tests;

/// <summary>What must stay true of the repository itself, so that it need not be looked for in review.</summary>
public partial class RepositoryTests
{
    private static IReadOnlyList<string>? tracked;

    /// <summary>Asked for late: a test that lacks git is skipped, an initializer that lacks it fails.</summary>
    private static IReadOnlyList<string> Tracked => tracked ??= TrackedFiles();

    private static readonly string[] Leaves = ["Lever.Syntax", "Lever.Profiles", "Lever.Experiments"];

    /// <summary>The folders of Lever.Review with the others that each may use; Reviewer.cs, above them, may use all.</summary>
    private static readonly Dictionary<string, string[]> Ladder = new()
    {
        ["Findings"] = [],
        ["Settings"] = ["Findings"],
        ["Cost"] = ["Findings", "Settings"],
        ["Semantics"] = ["Findings", "Settings", "Cost"],
        ["Rules"] = ["Findings", "Settings", "Cost", "Semantics"],
        ["Ranking"] = ["Findings", "Settings", "Cost", "Semantics", "Rules"],
        ["Reports"] = ["Findings", "Cost"],
        ["Comparing"] = [],
    };

    [Fact]
    public void Leaves_use_nothing_of_ours()
    {
        foreach (var leaf in Leaves)
        {
            Assert.DoesNotContain("<ProjectReference", Read($"src/{leaf}/{leaf}.csproj"), StringComparison.Ordinal);
            foreach (var (path, code) in CodeBelow($"src/{leaf}/"))
                Hold(OurNamespace().Matches(code).All(match => $"Lever.{match.Groups[1].Value}" == leaf), path, "uses another project's namespace");
        }
    }

    [Fact]
    public void Folders_of_the_review_use_only_what_stands_before_them()
    {
        foreach (var (path, code) in CodeBelow("src/Lever.Review/"))
        {
            var parts = path.Split('/');
            // Reviewer.cs stands above the ladder.
            if (parts.Length == 3) continue;
            Hold(Ladder.ContainsKey(parts[2]), path, "lies in a folder that the ladder does not know");
            foreach (Match used in ReviewNamespace().Matches(code))
            {
                var folder = used.Groups[1].Value;
                Hold(folder == parts[2] || Ladder[parts[2]].Contains(folder), path, $"{parts[2]} must not use {folder}");
            }
        }
    }

    [Fact]
    public void Only_the_shell_knows_the_world_outside()
    {
        foreach (var folder in (string[])[.. Leaves, "Lever.Review"])
            foreach (var (path, code) in CodeBelow($"src/{folder}/"))
                Hold(!WorldOutside().IsMatch(code), path, $"uses {WorldOutside().Match(code).Value}, which is for src/Lever alone");
    }

    [Fact]
    public void No_code_reflects()
    {
        foreach (var (path, code) in CodeBelow("src/"))
            Hold(!Reflection().IsMatch(code), path, $"uses {Reflection().Match(code).Value}, which native code cannot be trusted with");
    }

    [Fact]
    public void No_source_file_is_longer_than_800_lines()
    {
        foreach (var path in Tracked.Where(path => path.EndsWith(".cs", StringComparison.Ordinal)))
            Hold(Read(path).AsSpan().Count('\n') <= 800, path, "is longer than 800 lines");
    }

    [Fact]
    public void Nothing_is_left_for_later()
    {
        string[] places = ["src/", "tests/", "tools/", "bench/"];
        foreach (var path in Tracked.Where(path => path.EndsWith(".cs", StringComparison.Ordinal) && Array.Exists(places, place => path.StartsWith(place, StringComparison.Ordinal))))
        {
            if (path.EndsWith("/RepositoryTests.cs", StringComparison.Ordinal)) continue;
            var found = LeftForLater().Match(Read(path));
            Hold(!found.Success, path, $"holds `{found.Value}`");
        }
    }

    [Fact]
    public void Every_rule_is_in_the_catalogue_with_its_fixture_and_its_experiment()
    {
        string[] folders = ["src/Lever.Review/Rules/Python/", "src/Lever.Review/Rules/Rust/", "src/Lever.Review/Rules/PyO3/"];
        string[] kinds = [": PythonRule", ": RustRule", ": CallRule"];
        var sources = Tracked.Where(path => Array.Exists(folders, folder => path.StartsWith(folder, StringComparison.Ordinal)) && path.Split('/').Length == 6).ToList();
        var rules = RuleCatalog.Rules.ToDictionary(RepositoryFiles.SourceOf);
        foreach (var (path, rule) in rules)
        {
            var ending = RepositoryFiles.EndingOf(rule);
            Hold(sources.Contains(path + ".cs"), path + ".cs", "is missing, or not tracked");
            Hold(sources.Contains(path + ending), path + ending, "is missing, or not tracked");
            Hold(sources.Contains(path + ".experiment" + ending), path + ".experiment" + ending, "is missing, or not tracked");
        }
        foreach (var path in sources.Where(path => !path.Contains(".experiment.", StringComparison.Ordinal)))
            if (!path.EndsWith(".cs", StringComparison.Ordinal) || !Read(path).Contains("abstract class", StringComparison.Ordinal) && Array.Exists(kinds, kind => Read(path).Contains(kind, StringComparison.Ordinal)))
                Hold(rules.ContainsKey(path[..path.LastIndexOf('.')]), path, "belongs to no rule of the catalogue");
    }

    [Fact]
    public void The_catalogue_is_in_order()
    {
        foreach (var rules in (IEnumerable<Rule>[])[RuleCatalog.Python, RustCatalog.Rules, PyO3Catalog.Rules])
        {
            string[] names = [.. rules.Select(rule => rule.GetType().Name)];
            Assert.Equal(names.Order(StringComparer.Ordinal).Distinct(), names);
        }
    }

    [Fact]
    public void Generated_pages_are_current()
    {
        const string Remedy = "`dotnet run --project tools/Lever.Dev -- docs` writes it anew";
        var pages = GeneratedDocs.Pages(RuleCatalog.All, RepositoryFiles.Root);
        foreach (var (path, text) in pages)
        {
            var file = Path.Combine(RepositoryFiles.Root, path);
            Hold(File.Exists(file), path, $"is missing; {Remedy}");
            Hold(File.ReadAllText(file) == text, path, $"is not what the code says now; {Remedy}");
        }
        foreach (var folder in GeneratedDocs.Folders)
            foreach (var file in Directory.EnumerateFiles(Path.Combine(RepositoryFiles.Root, folder)))
                Hold(pages.ContainsKey($"{folder}/{Path.GetFileName(file)}"), file, $"is of nothing that there is; {Remedy}");
    }

    [Fact]
    public void A_new_rule_gets_four_places()
    {
        var rule = NewRule.Of("py-slow-thing", "Async", out _)!;
        Assert.Equal("src/Lever.Review/Rules/Python/Async/SlowThing.cs", rule.SourcePath);
        Assert.Equal("src/Lever.Review/Rules/Python/Async/SlowThing.py", rule.FixturePath);
        Assert.Equal("src/Lever.Review/Rules/Python/Async/SlowThing.experiment.py", rule.ExperimentPath);
        Assert.NotNull(RuleExperiment.Parse(rule.Name, rule.Experiment, out _));
        Assert.Contains("new(\"py-slow-thing\"", rule.Source, StringComparison.Ordinal);
        Assert.Contains("# expect: py-slow-thing\n", rule.Fixture, StringComparison.Ordinal);
        var catalogue = rule.In(Read(rule.CataloguePath));
        string[] lines = [.. catalogue.Split('\n').TakeWhile(line => line != "    ];").Where(line => line.StartsWith("        new ", StringComparison.Ordinal))];
        Assert.Contains("        new SlowThing(),", lines);
        Assert.Equal(lines.Order(StringComparer.Ordinal), lines);
        Assert.Single(catalogue.Split('\n'), "using Lever.Review.Rules.Python.Async;");
        Assert.Equal(catalogue, rule.In(catalogue));
    }

    [Theory]
    [InlineData("rs-slow-thing", "Rust")]
    [InlineData("px-slow-thing", "PyO3")]
    public void A_new_rule_of_Rust_gets_four_places_too(string name, string folder)
    {
        var rule = NewRule.Of(name, "Data", out _)!;
        Assert.Equal($"src/Lever.Review/Rules/{folder}/Data/SlowThing.cs", rule.SourcePath);
        Assert.Equal($"src/Lever.Review/Rules/{folder}/Data/SlowThing.rs", rule.FixturePath);
        Assert.Equal($"src/Lever.Review/Rules/{folder}/Data/SlowThing.experiment.rs", rule.ExperimentPath);
        Assert.Contains($"new(\"{name}\"", rule.Source, StringComparison.Ordinal);
        Assert.Contains($"// expect: {name}\n", rule.Fixture, StringComparison.Ordinal);
        var catalogue = rule.In(Read(rule.CataloguePath));
        Assert.Contains($"using Lever.Review.Rules.{folder}.Data;\n", catalogue, StringComparison.Ordinal);
        Assert.Equal($"src/Lever.Review/Rules/{folder}/{folder}Catalog.cs", rule.CataloguePath);
        string[] lines = [.. catalogue.Split('\n').Where(line => line.StartsWith("        new ", StringComparison.Ordinal))];
        Assert.Contains("        new SlowThing(),", lines);
        Assert.Equal(lines.Order(StringComparer.Ordinal), lines);
        Assert.Equal(catalogue, rule.In(catalogue));
    }

    [Theory]
    [InlineData("slow-thing", "Async")]
    [InlineData("py-SlowThing", "Async")]
    [InlineData("py-", "Async")]
    [InlineData("py-slow-thing", "Rust")]
    public void Unfit_names_of_new_rules_are_refused(string name, string chapter)
    {
        Assert.Null(NewRule.Of(name, chapter, out var problem));
        Assert.NotEmpty(problem);
    }

    [Fact]
    public void The_architecture_is_short_and_its_map_is_true()
    {
        var lines = Read("ARCHITECTURE.md").Split('\n');
        Hold(lines.Length <= 200, "ARCHITECTURE.md", "is longer than 200 lines");
        var map = lines.SkipWhile(line => line != "## Code map").Skip(1).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal)).ToList();
        var places = map.Select(line => MapRow().Match(line)).Where(match => match.Success).Select(match => match.Groups[1].Value).ToList();
        Assert.True(places.Count > 10, "the code map is not where this test looks for it");
        foreach (var place in places)
            Hold(Tracked.Any(path => path.StartsWith(place.TrimEnd('/') + "/", StringComparison.Ordinal)), "ARCHITECTURE.md", $"maps {place}, which is not there");
    }

    [Fact]
    public void Links_between_documents_lead_somewhere()
    {
        foreach (var path in Tracked.Where(path => path.EndsWith(".md", StringComparison.Ordinal)))
        {
            foreach (Match link in MarkdownLink().Matches(Read(path)))
            {
                var target = Path.GetFullPath(Path.Combine(RepositoryFiles.Root, Path.GetDirectoryName(path)!, link.Groups[1].Value));
                Hold(Path.Exists(target), path, $"links to {link.Groups[1].Value}, which is not there");
            }
        }
    }

    [Fact]
    public void No_file_names_a_place_on_somebody_s_machine()
    {
        foreach (var path in Tracked)
        {
            var found = MachinePath().Match(Read(path));
            Hold(!found.Success, path, $"names {found.Value}");
        }
    }

    private static void Hold(bool holds, string path, string otherwise) => Assert.True(holds, $"{path} {otherwise}");

    /// <summary>The C# files below a folder, without the comment lines, in which anything may be named.</summary>
    private static IEnumerable<(string Path, string Code)> CodeBelow(string folder) => Tracked
        .Where(path => path.StartsWith(folder, StringComparison.Ordinal) && path.EndsWith(".cs", StringComparison.Ordinal))
        .Select(path => (path, CommentLine().Replace(Read(path), "")));

    /// <summary>Latin-1 reads any file, pictures and profiles too.</summary>
    private static string Read(string path) => File.ReadAllText(Path.Combine(RepositoryFiles.Root, path), Encoding.Latin1);

    private static List<string> TrackedFiles()
    {
        var git = External.Run("git", RepositoryFiles.Root, ["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
        Assert.True(git.Code == 0, $"these tests need a checkout: {git.Errors}");
        return [.. git.Out.Split('\0', StringSplitOptions.RemoveEmptyEntries).Where(path => File.Exists(Path.Combine(RepositoryFiles.Root, path)))];
    }

    [GeneratedRegex(@"^\s*//.*$", RegexOptions.Multiline)]
    private static partial Regex CommentLine();

    [GeneratedRegex(@"\bLever\.(Syntax|Profiles|Experiments|Review|Commands|Workspace)\b")]
    private static partial Regex OurNamespace();

    [GeneratedRegex(@"\bLever\.Review\.(\w+)")]
    private static partial Regex ReviewNamespace();

    [GeneratedRegex(@"(?<![\w.])(Console|Environment|Directory|File|FileInfo|DirectoryInfo|Process|Stopwatch)\.[A-Z]\w*|\bDateTime(Offset)?\.(Now|UtcNow|Today)\b|\bnew (FileStream|FileInfo|DirectoryInfo)\b")]
    private static partial Regex WorldOutside();

    [GeneratedRegex(@"\bSystem\.Reflection\b|\bType\.GetType\b|\bActivator\b")]
    private static partial Regex Reflection();

    [GeneratedRegex(@"\bTODO\b|\bFIXME\b|\bHACK\b|\bNotImplementedException\b|\bSkip\s*=\s*""")]
    private static partial Regex LeftForLater();

    [GeneratedRegex(@"^\| `([\w./]+)`")]
    private static partial Regex MapRow();

    [GeneratedRegex(@"\]\((?!https?:|#)([^)#\s]+)(#[^)]*)?\)")]
    private static partial Regex MarkdownLink();

    [GeneratedRegex(@"(?<![\w.-])/(root|work)/")]
    private static partial Regex MachinePath();
}
