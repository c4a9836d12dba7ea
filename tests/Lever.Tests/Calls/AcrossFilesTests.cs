using System.Collections.Immutable;
using System.Text;
using Lever.Review.Findings;
using Lever.Review.Rules;
using Lever.Review.Rules.Python;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Text;

namespace Lever.Tests.Calls;

/// <summary>Findings whose loop, or whose wait, stands in another file.</summary>
public sealed class AcrossFilesTests
{
    private const string Client = "import requests\n\n\ndef fetch(url):\n    return requests.get(url, timeout=5)\n";

    [Fact]
    public void A_wait_is_followed_through_imports_and_packages()
    {
        var finding = Assert.Single(Check("py-blocking-reached-from-async",
            ("app/__init__.py", ""),
            ("app/client/__init__.py", "from .http import fetch\n"),
            ("app/client/http.py", Client),
            ("app/service.py", "from app import client\n\n\ndef load(url):\n    return client.fetch(url).json()\n"),
            ("app/views.py", "from .service import load\n\n\nasync def show(request):\n    return load(request.url)\n")));
        Assert.Equal("app/views.py", finding.Path);
        Assert.Equal(["app/service.py:5 app.service.load", "app/client/http.py:5 app.client.http.fetch"],
            finding.Chain.Select(step => $"{step.Path}:{step.Range.Start.Line} {step.Symbol}"));
    }

    [Fact]
    public void Methods_are_found_in_bases_of_other_files_and_attributes_have_their_class()
    {
        var finding = Assert.Single(Check("py-blocking-reached-from-async",
            ("base.py", "import time\n\n\nclass Base:\n    def refresh(self):\n        time.sleep(1)\n"),
            ("store.py", "from base import Base\n\n\nclass Store(Base):\n    def get(self, key):\n        self.refresh()\n        return key\n"),
            ("views.py", "from store import Store\n\n\nclass View:\n    def __init__(self):\n        self.store = Store()\n\n    async def show(self, key):\n        return self.store.get(key)\n")));
        Assert.Equal(["store.py", "base.py"], finding.Chain.Select(step => step.Path));
    }

    [Fact]
    public void Through_an_object_a_method_that_a_subclass_overrides_leads_nowhere() =>
        Assert.Empty(Check("py-blocking-reached-from-async",
            ("base.py", "import time\n\n\nclass Base:\n    def refresh(self):\n        time.sleep(1)\n\n\nclass Quick(Base):\n    def refresh(self):\n        pass\n"),
            ("views.py", "from base import Base\n\n\nasync def show(store: Base):\n    store.refresh()\n")));

    /// <summary>The nearest way is one that a condition decides on; where another is sure, however much longer, that one is told.</summary>
    [Theory]
    [InlineData("    if key:\n        time.sleep(1)\n    return fetch(key)\n", "net.py:10", Tier.A)]
    [InlineData("    if key:\n        return pause(key)\n    return fetch(key)\n", "net.py:10", Tier.A)]
    [InlineData("    if key:\n        return fetch(key)\n    return key\n", "net.py:10", Tier.B)]
    [InlineData("    if key:\n        pause(key)\n    return key\n", "net.py:14", Tier.A)]
    public void A_way_that_no_condition_decides_on_goes_first(string body, string place, Tier tier)
    {
        var finding = Assert.Single(Check("py-blocking-reached-from-async",
            ("net.py", "import time\n\n\ndef fetch(key):\n    return ask(key)\n\n\ndef ask(key):\n    # Nothing else comes here.\n    time.sleep(1)\n\n\ndef pause(key):\n    time.sleep(2)\n"),
            ("store.py", "import time\nfrom net import fetch, pause\n\n\ndef load(key):\n" + body),
            ("views.py", "from store import load\n\n\nasync def show(key):\n    return load(key)\n")));
        Assert.Equal(place, $"{finding.Chain[^1].Path}:{finding.Chain[^1].Range.Start.Line}");
        Assert.Equal(tier, finding.Tier);
    }

    [Fact]
    public void A_loop_of_another_file_repeats_a_function()
    {
        const string Helper = "import re\n\n\ndef is_word(text):\n    return re.compile(r'[a-z]+').fullmatch(text) is not None\n";
        Assert.Empty(Check("py-regex-recompile", ("words.py", Helper)));
        var finding = Assert.Single(Check("py-regex-recompile", ("words.py", Helper),
            ("count.py", "from words import is_word\n\n\ndef count(path):\n    with open(path) as file:\n        return sum(1 for line in file if is_word(line))\n")));
        Assert.True(finding.ChainLeadsHere);
        Assert.Equal("count.py", Assert.Single(finding.Chain).Path);
    }

    /// <summary>Where a function's heat comes from: the handler or the loop of another file that reaches it.</summary>
    [Theory]
    [InlineData("import flask\nfrom service import load\n\napp = flask.Flask(__name__)\n\n\n@app.route('/')\ndef show():\n    return load()\n", "views.show")]
    [InlineData("from service import load\n\n\ndef run(path):\n    with open(path) as file:\n        for line in file:\n            load(line)\n", "views.run")]
    [InlineData("from service import load\n\n\ndef run(path):\n    return load(path)\n", null)]
    [InlineData("import flask\nfrom service import load\n\napp = flask.Flask(__name__)\n\n\n@app.route('/')\ndef show():\n    try:\n        return 1\n    except ValueError:\n        return load()\n", null)]
    public void Heat_comes_through_calls(string views, string? source)
    {
        const string Store = "def find(rows: list):\n    return sorted(rows)[0]\n";
        const string Service = "from store import find\n\n\ndef load(*rows):\n    return find(list(rows))\n";
        var finding = Assert.Single(Check("py-sorted-for-extreme", ("store.py", Store), ("service.py", Service), ("views.py", views)));
        Assert.Equal(source, finding.HeatFrom);
        Assert.Equal(source is null ? Heat.Warm : Heat.Hot, finding.Heat);
        Assert.Equal(source is null ? [] : ["views.py", "service.py"], finding.Chain.Select(step => step.Path));
        Assert.Equal(source is not null, finding.ChainLeadsHere);
    }

    [Theory]
    [InlineData("import flask\nfrom store import find\n\napp = flask.Flask(__name__)\n\n\n@app.route('/')\ndef show(rows):\n    return find(rows)\n", "`show`, which a framework calls again and again, calls `find`")]
    [InlineData("import store\n\n\ndef find(path):\n    with open(path) as file:\n        for line in file:\n            store.find(list(line))\n", "a loop of `find` calls `store.find`")]
    public void The_way_to_a_hot_finding_says_what_repeats_it(string views, string words)
    {
        var finding = Assert.Single(Check("py-sorted-for-extreme", ("store.py", "def find(rows: list):\n    return sorted(rows)[0]\n"), ("views.py", views)));
        Assert.Equal(words, Assert.Single(finding.Chain).Text);
    }

    /// <summary>A function that a builtin calls for each element is repeated as by a loop.</summary>
    [Theory]
    [InlineData("sorted(file, key=is_word)", true)]
    [InlineData("list(map(is_word, file))", true)]
    [InlineData("max(file, key=is_word)", true)]
    [InlineData("re.sub('x', is_word, file.read())", true)]
    [InlineData("list(map(is_word, [1, 2]))", false)]
    [InlineData("run(is_word, file)", false)]
    public void Callbacks_are_called_for_each_element(string call, bool isRepeated)
    {
        const string Helper = "import re\n\n\ndef is_word(text):\n    return re.compile(r'[a-z]+').fullmatch(text) is not None\n";
        var found = Check("py-regex-recompile", ("words.py", Helper), ("count.py", $"import re\nfrom words import is_word\n\n\ndef count(path, run):\n    with open(path) as file:\n        return {call}\n"));
        Assert.Equal(isRepeated ? 1 : 0, found.Length);
    }

    [Fact]
    public void Files_in_any_order_give_the_same_findings()
    {
        (string, string)[] files =
        [
            ("a.py", "from b import load\n\n\nasync def show(url):\n    return load(url)\n"), ("b.py", "from c import fetch\n\n\ndef load(url):\n    return fetch(url)\n"), ("c.py", Client),
        ];
        var forward = Check("py-blocking-reached-from-async", files);
        var backward = Check("py-blocking-reached-from-async", [.. files.Reverse()]);
        Assert.Equal(forward.Select(Described), backward.Select(Described));
        Assert.NotEmpty(forward);
    }

    [Fact]
    public void An_ignore_of_a_finding_through_calls_matches_it_and_one_without_is_told()
    {
        const string Handler = "from client import fetch\n\n\nasync def show(url):\n    return {0}(url)  # lever: ignore[py-blocking-reached-from-async] one task\n";
        Assert.Empty(Analyze("py-blocking-reached-from-async", ("client.py", Client), ("views.py", string.Format(null, CompositeFormat.Parse(Handler), "fetch"))).SelectMany(file => file.Problems));
        var problem = Assert.Single(Analyze("py-blocking-reached-from-async", ("client.py", Client), ("views.py", string.Format(null, CompositeFormat.Parse(Handler), "len"))).SelectMany(file => file.Problems));
        Assert.Contains("matches nothing here any more", problem.Message);
    }

    private const string Common = "def common(items, gone):\n    return [item for item in items if item in gone]\n";
    private const string Passing = "from tools import common\n\n\ndef {0}(items, path):\n    return common(items, {1})\n";

    [Fact]
    public void A_list_that_every_call_passes_is_searched_where_it_is_passed_to()
    {
        var finding = Assert.Single(Check("py-membership-list-in-loop", ("tools.py", Common), ("users.py", Passed("clean", "open(path).readlines()")), ("groups.py", Passed("tidy", "list(open(path))"))));
        Assert.Equal("tools.py:2", $"{finding.Path}:{finding.Range.Start.Line}");
        Assert.Equal("groups.py:5 `tidy` passes a list to `common`", Assert.Single(finding.Chain.Select(step => $"{step.Path}:{step.Range.Start.Line} {step.Text}")));
        Assert.True(finding.ChainLeadsHere);
    }

    [Theory]
    [InlineData("set(open(path))")]
    [InlineData("path.names")]
    [InlineData("[\"a\", \"b\"]")]
    public void One_call_that_passes_something_else_leaves_it_open(string other)
    {
        var told = Check("py-membership-list-in-loop", ("tools.py", Common), ("users.py", Passed("clean", "open(path).readlines()")), ("groups.py", Passed("tidy", other)));
        // A short list is a list all the same.
        Assert.Equal(other[0] == '[' ? 1 : 0, told.Length);
    }

    [Fact]
    public void What_is_handed_on_is_followed_to_who_made_it()
    {
        var finding = Assert.Single(Check("py-membership-list-in-loop",
            ("tools.py", Common),
            ("middle.py", "from tools import common\n\n\ndef handed(items, gone):\n    return common(items, gone=gone)\n"),
            ("users.py", "from middle import handed\n\n\ndef clean(items, path):\n    return handed(items, open(path).readlines())\n")));
        Assert.Equal(["users.py:5 `clean` passes a list to `handed`", "middle.py:5 `handed` hands it on to `common`"], finding.Chain.Select(step => $"{step.Path}:{step.Range.Start.Line} {step.Text}"));
    }

    private static string Passed(string caller, string argument) => string.Format(null, CompositeFormat.Parse(Passing), caller, argument);

    private const string Library =
        "from django.db import models\n\n\nclass Author(models.Model):\n    name = models.TextField()\n\n\nclass Book(models.Model):\n    title = models.TextField()\n    author = models.ForeignKey(Author, on_delete=models.CASCADE)\n";
    private const string Shown = "def as_dict(book):\n    return outlined(book)\n\n\ndef outlined(row):\n    return {\"author\": row.author.name}\n\n\ndef table(books):\n    return [book.author.name for book in books]\n";

    [Theory]
    [InlineData("[as_dict(book) for book in Book.objects.all()]", "shown.py:2 shown.as_dict, shown.py:6 shown.outlined")]
    [InlineData("table(Book.objects.order_by(\"title\"))", "shown.py:10 shown.table")]
    [InlineData("[as_dict(book) for book in Book.objects.select_related(\"author\")]", "")]
    [InlineData("table(Book.objects.select_related(\"author\"))", "")]
    [InlineData("as_dict(Book.objects.get(pk=1))", "")]
    public void A_relation_that_a_function_of_another_file_reads_was_to_be_loaded_with_the_rows(string listing, string way)
    {
        var told = Check("x-orm-lazy-relation-via-callee", ("models.py", Library), ("shown.py", Shown), ("views.py", "from models import Book\nfrom shown import as_dict, table\n\n\ndef listing(request):\n    return " + listing + "\n"));
        Assert.Equal(way.Length == 0 ? [] : [way], told.Select(finding => string.Join(", ", finding.Chain.Select(step => $"{step.Path}:{step.Range.Start.Line} {step.Symbol}"))));
        Assert.All(told, finding => Assert.Contains(".select_related(\"author\")", Assert.Single(finding.Fix.Edits).NewText));
    }

    [Fact]
    public void An_ignore_of_what_only_a_second_look_finds_matches_it()
    {
        const string Marked = "def common(items, gone):\n    return [item for item in items if item in gone]  # lever: ignore[py-membership-list-in-loop] a few\n";
        Assert.Empty(Analyze("py-membership-list-in-loop", ("tools.py", Marked), ("users.py", Passed("clean", "open(path).readlines()"))).SelectMany(file => file.Problems));
        Assert.Contains("matches nothing here any more", Assert.Single(Analyze("py-membership-list-in-loop", ("tools.py", Marked), ("users.py", Passed("clean", "set(open(path))"))).SelectMany(file => file.Problems)).Message);
    }

    private static string Described(Finding finding) =>
        $"{finding.Path}:{finding.Range.Start.Line} {finding.Message} {string.Join(", ", finding.Chain.Select(step => $"{step.Path}:{step.Range.Start.Line} {step.Text}"))}";

    private static ImmutableArray<Finding> Check(string rule, params (string Path, string Text)[] files) => [.. Analyze(rule, files).SelectMany(file => file.Findings)];

    private static IReadOnlyList<FileAnalysis> Analyze(string name, params (string Path, string Text)[] files)
    {
        var texts = files.ToDictionary(file => file.Path, file => SourceText.From(file.Text), StringComparer.Ordinal);
        ProjectIndex project = null!;
        project = new ProjectIndex(texts.Keys, path => ModuleInterfaces.Of(texts[path], path, project));
        PythonRule[] rules = [.. RuleCatalog.Python.Where(rule => rule.Info.Name == name || rule is CallRule)];
        var options = new AnalysisOptions(true, false, _ => null, (_, rule) => rule != name, new DateOnly(2026, 1, 1));
        return CallAnalysis.Analyze(new FileAnalyzer(new RuleEngine(rules), options), texts, project);
    }
}
