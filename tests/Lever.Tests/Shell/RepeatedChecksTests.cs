using CsCheck;
using Lever.Review.Findings;
using Lever.Workspace;

namespace Lever.Tests.Shell;

/// <summary>What is kept between the checks of a watched project changes nothing that they find.</summary>
public sealed class RepeatedChecksTests : IDisposable
{
    /// <summary>What each file may hold. They import, call and re-export each other, so that an edit of one changes what others find.</summary>
    private static readonly (string Path, string[] Contents)[] files =
    [
        ("app/store.py",
        [
            "import requests\n\n\ndef load(url):\n    return requests.get(url, timeout=9).json()\n",
            "import requests\n\n\n# Moved down.\ndef load(url):\n    return requests.get(url, timeout=9).json()\n",
            "def load(url):\n    return url\n",
            "import time\n\n\ndef load(url):\n    time.sleep(1)\n    return url\n\n\ndef other(url):\n    return load(url)\n",
            "from app.deep import fetch as load\n",
            "def load(:\n",
        ]),
        ("app/deep.py",
        [
            "import requests\n\n\ndef fetch(url):\n    return requests.get(url, timeout=9).text\n",
            "def fetch(url):\n    return url.strip()\n",
            "",
        ]),
        ("app/__init__.py", ["", "from app.store import load\n", "from app.deep import *\n"]),
        ("app/views.py",
        [
            "from app.store import load\n\n\nasync def show(request):\n    return load(request.url)\n\n\ndef many(urls):\n    return [load(url) for url in urls]\n",
            "from app import load\n\n\nasync def show(request):\n    return load(request.url)\n",
            "import app\n\n\nasync def show(request):\n    return app.load(request.url)\n",
            "# lever: ignore[py-blocking-in-async] once at the start\nasync def show(request):\n    return 1\n",
        ]),
        ("app/models.py",
        [
            "from django.db import models\n\n\nclass Author(models.Model):\n    name = models.TextField()\n\n\nclass Book(models.Model):\n    author = models.ForeignKey(Author, on_delete=models.CASCADE)\n\n    def label(self):\n        return self.author.name\n",
            "from django.db import models\n\n\nclass Author(models.Model):\n    name = models.TextField()\n\n\nclass Book(models.Model):\n    author = models.TextField()\n\n    def label(self):\n        return self.author\n",
        ]),
        ("app/shelf.py", ["from app.models import Book\n\n\ndef labels():\n    return [book.author.name for book in Book.objects.all()]\n\n\ndef words():\n    return [book.label() for book in Book.objects.all()]\n", "from app.models import Author\n"]),
        ("app/words.py", ["def unique(words: list[str]) -> list[str]:\n    seen = []\n    for word in words:\n        if word in seen:\n            continue\n        seen.append(word)\n    return seen\n", "from app.views import many\n\n\ndef all(urls):\n    for _ in range(9):\n        many(urls)\n"]),
        ("src/lib.rs", ["pub mod store;\npub mod views;\n", "pub mod store;\npub mod views;\n\npub fn find(words: &[String], word: &str) -> bool {\n    words.iter().any(|each| each.clone() == word)\n}\n"]),
        ("src/store.rs", ["use std::thread;\nuse std::time::Duration;\n\npub struct Store;\n\nimpl Store {\n    pub fn load(&self) -> u32 {\n        thread::sleep(Duration::from_millis(5));\n        1\n    }\n}\n", "pub struct Store;\n\nimpl Store {\n    pub fn load(&self) -> u32 {\n        1\n    }\n}\n"]),
        ("src/views.rs", ["use crate::store::Store;\n\npub async fn show(store: &Store) -> u32 {\n    store.load()\n}\n"]),
        ("Cargo.toml", ["[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2021\"\n", "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2018\"\n\n[dependencies]\npyo3 = \"0.22\"\n"]),
        ("lever.toml", ["", "[check]\nignore = [\"py-membership-in-grown-list\"]\n", "[scope]\ninit = [\"app/views.py\"]\n"]),
        ("app/bases.py",
        [
            "class Root:\n    def __init__(self, names: list[str]):\n        self.names = names\n",
            "class Root:\n    def __init__(self, names: set[str]):\n        self.names = names\n",
            "class Root:\n    def __init__(self, names: list[str]):\n        self.names = names\n\n    def close(self):\n        self.names = frozenset(self.names)\n",
            "from app.words import Root\n",
        ]),
        ("app/orders.py", ["from app.bases import Root\n\n\nclass Order(Root):\n    def known(self, words: list[str]):\n        return [word for word in words if word in self.names]\n"]),
        ("app/weights.py",
        [
            "def heaviest(parcels: list):\n    best = 0\n    for parcel in parcels:\n        best = max(best, parcel.weight)\n    return best\n",
            "def heaviest(parcels: list):\n    return parcels\n",
            "from app.words import heaviest\n",
        ]),
        ("app/parcels.py", ["from app.weights import heaviest\n\n\ndef process(parcels, config):\n    best = heaviest(parcels)\n    if config.wanted:\n        config.use(best)\n"]),
        ("app/pages.py", ["from django.shortcuts import render\n\nfrom app.models import Book\n\n\ndef show(request):\n    return render(request, \"app/books.html\", {\"books\": Book.objects.all()})\n"]),
        ("app/templates/app/books.html", ["{% for book in books %}{{ book.author.name }}{% endfor %}", "{% for book in books %}{{ book.name }}{% endfor %}", "{% for book in books %}{{ book.label"]),
    ];

    /// <summary>An edit of a file, or that it comes and goes.</summary>
    private static readonly Gen<(int File, int Content)> edit = Gen.Select(Gen.Int[0, files.Length - 1], Gen.Int[-1, 5], (file, content) => (file, content));

    private readonly TemporaryFolder project = new();
    private DateTime written = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Findings_are_those_of_a_check_that_starts_afresh_whatever_was_edited()
    {
        var (kept, total) = (0, 0);
        edit.Array[1, 3].Array[1, 6].Sample(rounds =>
        {
            foreach (var (path, contents) in files) Write(path, contents[0]);
            var repeated = new RepeatedChecks(TimeProvider.System);
            Same(repeated);
            foreach (var edits in rounds)
            {
                foreach (var (file, content) in edits)
                {
                    var (path, contents) = files[file];
                    if (content >= 0) Write(path, contents[content % contents.Length]);
                    else if (path is not ("Cargo.toml" or "src/lib.rs")) File.Delete(project[path]);
                }
                var count = Same(repeated);
                (kept, total) = (kept + count - repeated.Looked, total + count);
            }
        }, iter: 60, threads: 1);
        // Without this the property would hold of checks that keep nothing.
        Assert.InRange((double)kept / total, 0.2, 0.95);
    }

    [Fact]
    public void Only_what_changed_is_looked_at_and_all_where_more_may_have_changed()
    {
        foreach (var (path, contents) in files) Write(path, contents[0]);
        var repeated = new RepeatedChecks(TimeProvider.System);
        var all = Same(repeated);
        Assert.Equal(all, repeated.Looked);
        Same(repeated);
        Assert.Equal(0, repeated.Looked);
        // What it declares stays; what calling it costs does not, which others' findings rest on.
        Write("app/deep.py", files[1].Contents[0].Replace("text", "content", StringComparison.Ordinal));
        Same(repeated);
        Assert.Equal(1, repeated.Looked);
        // It declares something else, and others asked for it.
        Write("app/store.py", files[0].Contents[4]);
        Same(repeated);
        Assert.Equal(all - 3, repeated.Looked);
        Write("src/store.rs", files[8].Contents[1]);
        Same(repeated);
        Assert.Equal(3, repeated.Looked);
        Write("lever.toml", files[11].Contents[1]);
        Same(repeated);
        Assert.Equal(all, repeated.Looked);
        // Written just now, it may be written again within the same tick of the file system's clock.
        project.Write("app/deep.py", files[1].Contents[1]);
        Same(repeated);
        Same(repeated);
        Assert.Equal(1, repeated.Looked);
    }

    /// <returns>How many files there are.</returns>
    private int Same(RepeatedChecks repeated)
    {
        using var host = new Host(Stream.Null, TextWriter.Null, project.Path) { Today = () => new DateOnly(2026, 11, 22) };
        ReviewJob Job() => ReviewJob.Collect(new JobRequest { Paths = ["."], Global = new GlobalChoices(null, UseCache: false, Jobs: 1, IsQuiet: true, ColorMode.Never, MayAsk: false, Seed: 0) }, host, [])!;
        var job = Job();
        var (found, expected) = (repeated.Run(job), RuleFindings.Of(FileChecks.Run(Job())));
        Assert.Equal(Text(expected), Text(found));
        return job.Files.Count;
    }

    private static string Text(RuleFindings found) => $"{found.Files} {found.Withheld}\n" + Reports.Written.CheckJson(new CheckResult { Files = found.Files, Findings = found.Findings, Problems = found.Problems, Withheld = found.Withheld });

    /// <summary>Each file is written at a time of its own, long ago.</summary>
    private void Write(string path, string content)
    {
        project.Write(path, content);
        written = written.AddSeconds(1);
        File.SetLastWriteTimeUtc(project[path], written);
    }

    public void Dispose() => project.Dispose();
}
