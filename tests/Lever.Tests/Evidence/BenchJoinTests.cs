using Lever.Tests.Shell;

namespace Lever.Tests.Evidence;

/// <summary>Results of benchmarks joined to the functions that ran, and to those that they measured.</summary>
public class BenchJoinTests
{
    private const string Feed = """
        def unique(items):
            seen = []
            for item in items:
                if item in seen:
                    continue
                seen.append(item)
            return seen


        def parse(text):
            return text.split(",")
        """;

    private const string Tests = """
        from feed import parse, unique
        import feed


        def test_unique(benchmark):
            data = parse("a,b")
            assert benchmark(unique, data) == ["a", "b"]


        def test_lambda(benchmark):
            benchmark.pedantic(lambda: feed.parse("a,b"), rounds=3)


        def test_both(benchmark):
            @benchmark
            def run():
                return unique(parse("a,b"))


        def test_local(benchmark):
            def run():
                return unique([1])
            benchmark(run)


        class Suite:
            def time_parse(self, n):
                parse("a,b")
        """;

    private static string Results(params string[] names) =>
        "{\"machine_info\": {}, \"version\": \"5.1.0\", \"benchmarks\": [" + string.Join(",", names.Select(name => $"{{\"fullname\": \"{name}\", \"name\": \"x\", \"stats\": {{\"median\": 0.0015, \"mean\": 0.0016, \"stddev\": 0.0001, \"rounds\": 9, \"min\": 0.001, \"max\": 0.002}}}}")) + "]}";

    private static TemporaryFolder Project()
    {
        var folder = new TemporaryFolder();
        folder.Write("feed.py", Feed + "\n");
        folder.Write("tests/test_feed.py", Tests + "\n");
        return folder;
    }

    [Theory]
    [InlineData("tests/test_feed.py::test_unique[1000]", "tests/test_feed.py:5", "unique")]
    [InlineData("test_feed.py::test_lambda", "tests/test_feed.py:10", "parse")]
    [InlineData("tests/test_feed.py::test_both", "tests/test_feed.py:14", "2 functions, so none by itself")]
    [InlineData("tests/test_feed.py::test_local", "tests/test_feed.py:20", "unique")]
    [InlineData("test_feed.Suite.time_parse(10)", "tests/test_feed.py:27", "parse")]
    [InlineData("tests/test_feed.py::test_gone", "not found", "")]
    [InlineData("python tests/test_feed.py", "not found", "")]
    public void Python_benchmarks_find_their_functions_and_what_they_measure(string id, string place, string measures)
    {
        using var folder = Project();
        folder.Write("results.json", Results(id));
        var shown = CommandRun.Of(folder, "profile", "show", "results.json", "--code", ".");
        Assert.True(shown.Code == 0, shown.Errors);
        var row = shown.Output.Split('\n').Single(line => line.Contains(id, StringComparison.Ordinal));
        Assert.EndsWith($"{place}  {measures}".TrimEnd(), row.TrimEnd(), StringComparison.Ordinal);
        Assert.Contains(place == "not found" ? "0 of 1 benchmark found in the source (0 %)" : "1 of 1 benchmark found in the source (100 %)", shown.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("unique/1000", "benches/bench.rs:5", "feed::unique")]
    [InlineData("feed/unique/1000", "benches/bench.rs:10", "feed::unique")]
    [InlineData("feed/parse", "benches/bench.rs:11", "feed::parse")]
    [InlineData("feed", "not found", "")]
    public void Benchmarks_of_criterion_are_found_by_the_names_they_were_given(string id, string place, string measures)
    {
        using var folder = new TemporaryFolder();
        folder.Write("Cargo.toml", "[package]\nname = \"feed\"\nversion = \"0.1.0\"\nedition = \"2021\"\n\n[[bench]]\nname = \"bench\"\nharness = false\n");
        folder.Write("src/lib.rs", "pub fn unique(items: &[u32]) -> Vec<u32> {\n    items.to_vec()\n}\n\npub fn parse(text: &str) -> usize {\n    text.len()\n}\n");
        folder.Write("benches/bench.rs", """
            use criterion::{black_box, BenchmarkId, Criterion};

            fn plain(c: &mut Criterion) {
                let data = [1, 2];
                c.bench_function("unique", |b| b.iter(|| feed::unique(black_box(&data))));
            }

            fn grouped(c: &mut Criterion) {
                let mut group = c.benchmark_group("feed");
                group.bench_with_input(BenchmarkId::new("unique", 1000), &[1, 2], |b, data| b.iter_batched(|| feed::parse("x"), |_| feed::unique(data), criterion::BatchSize::SmallInput));
                group.bench_function("parse", |b| b.iter(|| feed::parse("x")));
            }

            """);
        folder.Write("target/criterion/x/new/benchmark.json", $"{{\"group_id\": \"x\", \"full_id\": \"{id}\", \"directory_name\": \"x\"}}");
        folder.Write("target/criterion/x/new/estimates.json", "{\"mean\": {\"point_estimate\": 1500.0, \"standard_error\": 1.0, \"confidence_interval\": {\"confidence_level\": 0.95, \"lower_bound\": 1490.0, \"upper_bound\": 1510.0}}, \"median\": {\"point_estimate\": 1500.0, \"standard_error\": 1.0, \"confidence_interval\": {\"confidence_level\": 0.95, \"lower_bound\": 1490.0, \"upper_bound\": 1510.0}}}");
        var shown = CommandRun.Of(folder, "profile", "show", "target/criterion", "--code", ".");
        Assert.True(shown.Code == 0, shown.Errors);
        var row = shown.Output.Split('\n').Single(line => line.Contains($"  {id}  ", StringComparison.Ordinal));
        Assert.EndsWith($"{place}  {measures}".TrimEnd(), row.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public void Functions_run_by_attributes_are_found_by_their_names()
    {
        using var folder = new TemporaryFolder();
        folder.Write("Cargo.toml", "[package]\nname = \"feed\"\nversion = \"0.1.0\"\nedition = \"2021\"\n");
        folder.Write("src/lib.rs", "pub fn parse(text: &str) -> usize {\n    text.len()\n}\n");
        folder.Write("benches/own.rs", "#[bench]\nfn bench_parse(b: &mut Bencher) {\n    b.iter(|| feed::parse(\"x\"));\n}\n");
        folder.Write("bench.txt", "running 1 test\ntest bench_parse ... bench:       1,500 ns/iter (+/- 20)\n\n");
        var shown = CommandRun.Of(folder, "profile", "show", "bench.txt", "--code", ".");
        Assert.Contains("benches/own.rs:2  feed::parse", shown.Output, StringComparison.Ordinal);
    }

    private static string Recorded => Path.Combine(RepositoryFiles.Root, "tests", "Lever.Tests", "Cases", "recorded", "benchmarks");

    /// <summary>The place and the measured function of each benchmark, in the order of the file.</summary>
    private static string[] Joined(string code, string results)
    {
        using var folder = new TemporaryFolder();
        var root = Path.Combine(Recorded, code);
        foreach (var file in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)) folder.Write(Path.GetRelativePath(root, file), File.ReadAllBytes(file));
        folder.Write("results", results);
        var shown = CommandRun.Of(folder, "profile", "show", "results", "--code", ".", "--format", "json");
        Assert.True(shown.Code == 0, shown.Errors);
        var benchmarks = shown.Json.GetProperty("benchmarks").EnumerateArray().ToList();
        Assert.Equal((double)benchmarks.Count(benchmark => benchmark.TryGetProperty("file", out _)) / benchmarks.Count, shown.Json.GetProperty("match_rate").GetDouble(), 6);
        return [.. benchmarks.Select(benchmark => $"{benchmark.GetProperty("id").GetString()} @ "
            + (benchmark.TryGetProperty("file", out var file) ? $"{file.GetString()}:{benchmark.GetProperty("line").GetInt32()}" : "-") + " > "
            + (benchmark.TryGetProperty("measures", out var measures) ? measures.GetProperty("function").GetString() : "-"))];
    }

    /// <summary>Results that pyperf wrote of the file beside them.</summary>
    [Fact]
    public void Benchmarks_of_pyperf_are_found_by_their_names() => Assert.Equal(
    [
        "unique @ bench_feed.py:10 > unique",
        // What takes the time itself holds the loop; what it calls is measured.
        "parse-lines @ bench_feed.py:11 > parse",
        "parse_short @ bench_feed.py:12 > parse",
        "bench_sorted @ bench_feed.py:13 > -",
    ], Joined("python", File.ReadAllText(Path.Combine(Recorded, "feed.pyperf.json"))));

    /// <summary>What divan printed of the file beside it: a name that was given, arguments, modules, and types.</summary>
    [Fact]
    public void Benchmarks_of_divan_are_found_by_their_paths() => Assert.Equal(
    [
        "feed_bench::joined parts @ benches/feed_bench.rs:19 > feed::text::join",
        "feed_bench::parse @ benches/feed_bench.rs:14 > feed::text::parse",
        "feed_bench::unique::10 @ benches/feed_bench.rs:8 > feed::unique",
        "feed_bench::unique::200 @ benches/feed_bench.rs:8 > feed::unique",
        "feed_bench::text::parse @ benches/feed_bench.rs:35 > feed::text::parse",
        "feed_bench::text::count::u8 @ benches/feed_bench.rs:27 > feed::text::parse",
        "feed_bench::text::count::u64 @ benches/feed_bench.rs:27 > feed::text::parse",
    ], Joined("rust", File.ReadAllText(Path.Combine(Recorded, "feed.divan.txt"))));

    /// <summary>Summaries in the shape of schema 6 of iai-callgrind; an id may be another benchmark's name, and a group that of a function.</summary>
    [Theory]
    [InlineData("bench_unique", "few", "benches/counted.rs:11 > feed::unique")]
    [InlineData("bench_unique", "parse", "benches/counted.rs:11 > feed::unique")]
    [InlineData("parse", null, "benches/counted.rs:16 > feed::text::parse")]
    [InlineData("gone", "few", "- > -")]
    public void Benchmarks_of_iai_callgrind_are_found_by_their_functions(string function, string? id, string found)
    {
        var joined = Joined("rust", $$"""
            {"version": "6", "kind": "LibraryBenchmark", "summary_output": null, "project_root": "/srv/feed", "package_dir": "/srv/feed", "benchmark_file": "/srv/feed/benches/counted.rs",
             "benchmark_exe": "/srv/feed/target/release/deps/counted-1", "function_name": "{{function}}", "module_path": "counted::unique::{{function}}", "id": {{(id is null ? "null" : $"\"{id}\"")}}, "details": "numbers(10)",
             "baselines": [null, null], "profiles": [{"tool": "Callgrind", "log_paths": [], "out_paths": [], "flamegraphs": [], "summaries": {"parts": [], "total": {"regressions": [],
             "summary": {"Callgrind": {"Ir": {"metrics": {"Left": {"Int": 1834} }, "diffs": null}, "L1hits": {"metrics": {"Left": {"Int": 2401} }, "diffs": null} } } } } }]}
            """);
        Assert.Equal(2, joined.Length);
        Assert.All(joined, line => Assert.EndsWith(" @ " + found, line, StringComparison.Ordinal));
    }

    [Fact]
    public void A_review_ranks_what_is_benched_above_what_is_a_pattern()
    {
        using var folder = Project();
        folder.Write("other.py", Feed.Replace("unique", "first", StringComparison.Ordinal) + "\n");
        folder.Write("results.json", Results("tests/test_feed.py::test_unique", "tests/test_feed.py::test_gone"));
        var review = Reviews.Of(folder, "results.json");
        var evidence = review.GetProperty("evidence")[0];
        Assert.Equal(("benchmarks", 0.5), (evidence.GetProperty("metric").GetString(), evidence.GetProperty("match_rate").GetDouble()));
        var issues = review.GetProperty("issues").EnumerateArray().ToList();
        Assert.Equal(["feed.py", "other.py"], issues.Where(issue => issue.GetProperty("rule").GetString() == "py-membership-in-grown-list").Select(issue => issue.GetProperty("path").GetString()));
        Assert.EndsWith("the function takes 1.5 ms a call by `tests/test_feed.py::test_unique` in results.json", review.GetProperty("say")[0].GetProperty("text").GetString(), StringComparison.Ordinal);
    }
}
