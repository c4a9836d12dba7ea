using System.Text;
using System.Text.Json;
using Lever.Experiments.Equivalence;
using Lever.Experiments.Harnesses;
using Lever.Proving;
using Lever.Running;
using Lever.Tests.EndToEnd;

namespace Lever.Tests.Experiments.Proving;

/// <summary>What <c>lever prove</c> does with single functions of Rust: which can be called, how, and what is compared.</summary>
public sealed class RustFunctionTests
{
    [Theory]
    [InlineData("fn f() {}", "")]
    [InlineData("fn f(a: u32, b: &str, c: bool) -> u32 { a }", "u32 Shared, &'static str Shared, bool Shared")]
    [InlineData("fn f<'a>(a: &'a [Vec<&'a str>], b: Vec<u8>, c: String) {}", "&'static [Vec<&'static str>] Shared, Vec<u8> Owned, String Owned")]
    [InlineData("fn f(a: &mut Vec<i64>, b: &mut [u8], c: Option<&str>) {}", "Vec<i64> Changed, std::vec::Vec<u8> Changed, Option<&'static str> Owned")]
    [InlineData("fn f(a: &std::collections::HashMap<String, (u8, char)>, b: [u8; 4]) {}", "&'static std::collections::HashMap<String, (u8, char,)> Shared, [u8; 4] Owned")]
    [InlineData("fn f<T: Ord + Clone, S>(a: &[T], b: S) where S: AsRef<str> {}", "&'static [u32] Shared, &'static str Shared")]
    [InlineData("fn f(a: impl IntoIterator<Item = u8>, b: impl Into<String>) {}", "std::vec::Vec<u8> Owned, &'static str Shared")]
    public void Inputs_are_made_of_plain_types(string source, string inputs)
    {
        var (made, lack) = RustInputs.Of(RustFunctions.Of(Encoding.UTF8.GetBytes(source))[0], out var path);
        Assert.Null(lack);
        Assert.Equal(("f", inputs), (path, string.Join(", ", made.Select(input => $"{input.Type} {input.Passing}"))));
    }

    [Theory]
    [InlineData("fn f(a: Local) {}", "nothing is known of the type `Local` of its parameter `a`")]
    [InlineData("fn f<T: Local>(a: T) {}", "nothing can be chosen for its type parameter `T`")]
    [InlineData("fn f<const N: usize>(a: [u8; N]) {}", "nothing can be chosen for its parameter `const N: usize`")]
    [InlineData("async fn f() {}", "it is async or unsafe")]
    [InlineData("impl Bag { fn f(&self) {} }", "its `self` cannot be made of types alone")]
    [InlineData("impl<T> Bag<T> { fn f(a: u8) {} }", "it is a method of a trait or of a generic type")]
    [InlineData("fn f(a: &mut str) {}", "nothing is known of the type `&mut str` of its parameter `a`")]
    public void What_cannot_be_made_is_said(string source, string lack) =>
        Assert.Equal(lack, RustInputs.Of(RustFunctions.Of(Encoding.UTF8.GetBytes(source))[0], out _).Lack);

    [Theory]
    [InlineData("parse(&text, 3)", "parse(std::hint::black_box(&text), std::hint::black_box(3))", null)]
    [InlineData("text.find(needle)", "text.find(std::hint::black_box(needle))", "text")]
    [InlineData("Words::of(\"é é\").map(|word| word.len()).sum::<usize>()", "Words::of(std::hint::black_box(\"é é\")).map(|word| word.len()).sum::<usize>()", null)]
    [InlineData("run(&text)?", "run(std::hint::black_box(&text))?", null)]
    [InlineData("{ sort(&mut list); list }", "{ sort(&mut list); list }", null)]
    public void The_compiler_is_kept_from_knowing_arguments(string call, string looped, string? receiver)
    {
        var (given, problem) = GivenCall.Of(call, "let text = 1;");
        Assert.Null(problem);
        Assert.Equal((looped, receiver, false), (given!.Looped, given.Receiver, given.HasInputs));
    }

    [Theory]
    [InlineData("f(list)", "let list: Vec<u8> = inputs.make()", true)]
    [InlineData("f(size)", "", true)]
    [InlineData("f(self.size)", "", false)]
    public void Inputs_are_made_anew_where_they_are_asked_for(string call, string setup, bool hasInputs) => Assert.Equal(hasInputs, GivenCall.Of(call, setup).Given!.HasInputs);

    [Theory]
    [InlineData("f(", "", "--call cannot be read: ")]
    [InlineData("f();", "", "--call must be an expression without `;`")]
    [InlineData("f()", "let = 1", "--setup cannot be read: ")]
    public void A_call_that_is_none_is_refused(string call, string setup, string problem) => Assert.StartsWith(problem, GivenCall.Of(call, setup).Problem, StringComparison.Ordinal);

    [Fact]
    public void Functions_are_named_after_what_they_stand_in()
    {
        const string Source = """
            fn free() {}
            mod inner { pub fn deep() {} mod more { impl Bag { fn method(&self) { fn nested() {} } } } }
            impl<T> std::fmt::Debug for other::Bag<T> { fn fmt(&self) {} }
            trait Shape { fn area(&self); fn twice(&self) {} }
            #[cfg(test)] mod tests { fn helper() {} }
            #[test] fn works() {}
            """;
        Assert.Equal(["free", "inner::deep", "inner::more::Bag::method", "<Bag as Debug>::fmt", "Shape::twice"], RustFunctions.Of(Encoding.UTF8.GetBytes(Source)).Select(function => function.Source.Name));
    }

    [Fact]
    public void The_way_to_a_module_is_found_as_the_compiler_finds_it()
    {
        using var folder = new TemporaryFolder();
        folder.Write("src/lib.rs", "mod plain;\nmod folder;\n#[path = \"odd/name.rs\"]\nmod renamed;\nmod inline {\n    mod below;\n}\n#[cfg(test)]\nmod tests;\n");
        folder.Write("src/plain.rs", "mod child;\n");
        folder.Write("src/plain/child.rs", "fn f() {}\nmod own { fn g() {} }\n");
        folder.Write("src/folder/mod.rs", "mod child;\n");
        folder.Write("src/folder/child.rs");
        folder.Write("src/odd/name.rs", "mod child;\n");
        folder.Write("src/odd/child.rs");
        folder.Write("src/inline/below.rs");
        folder.Write("src/tests.rs");
        Assert.Equal("", Way("src/lib.rs"));
        Assert.Equal("plain child", Way("src/plain/child.rs"));
        Assert.Equal("plain child own", Way("src/plain/child.rs", "own"));
        Assert.Equal("folder child", Way("src/folder/child.rs"));
        Assert.Equal("renamed child", Way("src/odd/child.rs"));
        Assert.Equal("inline below", Way("src/inline/below.rs"));
        Assert.Null(Way("src/tests.rs"));

        string? Way(string file, params string[] inline) => RustModules.Way(folder["src/lib.rs"], folder[file], [.. inline]) is { } steps ? string.Join(' ', steps.Select(step => step.Child)).TrimEnd() : null;
    }

    [Theory]
    [InlineData("[1, 2]", "[1, 2]", null)]
    [InlineData("[1, 2]", "[2, 1]", "Order")]
    [InlineData("[1, 2]", "[1, 3]", "Result")]
    [InlineData("0.1", "0.10000000000000001", "Result")]
    [InlineData("a… 99 bytes 00000000000000ff 00000000000000aa", "b… 99 bytes 00000000000000ff 00000000000000bb", "Order")]
    [InlineData("a… 99 bytes 00000000000000ff 00000000000000aa", "a… 99 bytes 00000000000000fe 00000000000000bb", "Result")]
    public void Results_are_compared_by_their_texts(string before, string after, string? aspect) => Assert.Equal(aspect, Aspect(Seen(before), Seen(after)));

    [Fact]
    public void Panics_are_compared_with_their_messages()
    {
        Assert.Equal("Exception", Aspect(Seen("1"), Seen("1") with { Panicked = "no" }));
        Assert.Equal("ExceptionArguments", Aspect(Seen("") with { Panicked = "yes" }, Seen("") with { Panicked = "no" }));
        Assert.Null(Aspect(Seen("") with { Panicked = "no" }, Seen("") with { Panicked = "no" }));
    }

    [Fact]
    public void A_private_function_is_proven_on_inputs_made_of_its_types()
    {
        using var crate = Crate("#![forbid(unsafe_code)]\n#![deny(missing_docs, warnings)]\n//! Words.\nmod inner;\n/// Says.\npub fn say(words: &[&str]) -> usize {\n    inner::distinct(words)\n}\n");
        crate.Write("src/inner.rs", "pub(crate) fn distinct(words: &[&str]) -> usize {\n    let mut seen: Vec<String> = Vec::new();\n    for word in words {\n        if !seen.contains(&word.to_string()) {\n            seen.push(word.to_string());\n        }\n    }\n    seen.len()\n}\n");
        crate.Write("change.diff", """
            --- a/src/inner.rs
            +++ b/src/inner.rs
            @@ -1,9 +1,9 @@
             pub(crate) fn distinct(words: &[&str]) -> usize {
            -    let mut seen: Vec<String> = Vec::new();
            +    let mut seen = std::collections::HashSet::new();
                 for word in words {
            -        if !seen.contains(&word.to_string()) {
            -            seen.push(word.to_string());
            +        if !seen.contains(word) {
            +            seen.insert(*word);
                     }
                 }
                 seen.len()
             }

            """);
        var (code, proof) = Prove(crate, "--budget", "8s");
        // A busy machine may be unfit to decide; it must never decide wrongly.
        Assert.Contains(code, (int[])[0, 4, 7]);
        Assert.Equal(("distinct", 200), (proof.GetProperty("subject").GetProperty("symbol").GetString(), proof.GetProperty("equivalence").GetProperty("cases").GetInt32()));
        Assert.DoesNotContain(proof.GetProperty("verdict").GetString(), (string[])["slower", "untestable", "behaviour-changed"]);
        Assert.False(Directory.Exists(crate["lever_harness"]));
    }

    [Fact]
    public void A_difference_on_an_odd_input_is_found()
    {
        using var crate = Crate("pub fn initial(name: &str) -> Option<char> {\n    name.chars().next()\n}\n");
        crate.Write("change.diff", "--- a/src/lib.rs\n+++ b/src/lib.rs\n@@ -1,3 +1,3 @@\n pub fn initial(name: &str) -> Option<char> {\n-    name.chars().next()\n+    name.bytes().next().map(char::from)\n }\n");
        var (code, proof) = Prove(crate);
        Assert.Equal((5, "behaviour-changed"), (code, proof.GetProperty("verdict").GetString()));
        Assert.Contains("initial(\"", proof.GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_without_a_library_and_a_crate_without_the_standard_library_are_called_too()
    {
        using var program = Crate("fn up(text: String) -> String {\n    text.to_uppercase()\n}\n\nfn main() {\n    println!(\"{}\", up(String::from(\"a\")));\n}\n", "src/main.rs", "2024");
        program.Write("change.diff", "--- a/src/main.rs\n+++ b/src/main.rs\n@@ -1,3 +1,3 @@\n fn up(text: String) -> String {\n-    text.to_uppercase()\n+    text.to_ascii_uppercase()\n }\n");
        Assert.Equal("behaviour-changed", Prove(program).Proof.GetProperty("verdict").GetString());

        using var bare = Crate("#![no_std]\n#![forbid(unsafe_code)]\nmod a {\n    mod b {\n        fn half(numbers: &mut [u8]) {\n            for number in numbers { *number /= 2 }\n        }\n    }\n}\n", "src/lib.rs", "2015");
        bare.Write("change.diff", "--- a/src/lib.rs\n+++ b/src/lib.rs\n@@ -5,3 +5,3 @@\n         fn half(numbers: &mut [u8]) {\n-            for number in numbers { *number /= 2 }\n+            for number in numbers { *number = (*number + 1) / 2 }\n         }\n");
        var (_, proof) = Prove(bare);
        Assert.Equal(("behaviour-changed", "a::b::half"), (proof.GetProperty("verdict").GetString(), proof.GetProperty("subject").GetProperty("symbol").GetString()));
        Assert.Contains("(arguments)", proof.GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_call_is_made_where_the_function_stands_and_may_use_up_its_variables()
    {
        using var crate = Crate(Bag);
        crate.Write("change.diff", BagChange);
        var (code, proof) = Prove(crate, "--setup", "let bag = Bag { items: inputs.make() };", "--call", "bag.sum()");
        Assert.Equal((5, "behaviour-changed"), (code, proof.GetProperty("verdict").GetString()));
        Assert.Equal("Bag::sum", proof.GetProperty("subject").GetProperty("symbol").GetString());
    }

    [Theory]
    [InlineData(new string[0], "inputs of `Bag::sum` cannot be made: its `self` cannot be made of types alone; give a call with --call")]
    [InlineData(new[] { "--call", "Bag { items: vec![] }.total()" }, "the call does not compile: error[E0599]")]
    [InlineData(new[] { "--call", "|| 1" }, "its result can be neither printed nor hashed")]
    [InlineData(new[] { "--call", "Bag { items: vec![] }.sum()", "--function", "Bag::other" }, "the change touches no function `Bag::other`; it touches `Bag::sum`")]
    public void What_a_call_lacks_is_said(string[] arguments, string reason)
    {
        using var crate = Crate(Bag);
        crate.Write("change.diff", BagChange);
        var (code, proof) = Prove(crate, arguments);
        Assert.StartsWith(reason, proof.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal((4, "untestable"), (code, proof.GetProperty("verdict").GetString()));
    }

    [Fact]
    public void A_table_that_outlives_calls_is_no_way_to_be_faster()
    {
        using var crate = Crate("pub fn sum(numbers: &[u64]) -> u64 {\n    numbers.iter().sum()\n}\n");
        crate.Write("change.diff", """
            --- a/src/lib.rs
            +++ b/src/lib.rs
            @@ -1,3 +1,4 @@
             pub fn sum(numbers: &[u64]) -> u64 {
            -    numbers.iter().sum()
            +    static KNOWN: std::sync::Mutex<Vec<(Vec<u64>, u64)>> = std::sync::Mutex::new(Vec::new());
            +    KNOWN.lock().unwrap().iter().find(|known| known.0 == numbers).map_or_else(|| numbers.iter().sum(), |known| known.1)
             }

            """);
        var (code, proof) = Prove(crate);
        Assert.Equal(5, code);
        Assert.StartsWith("the patch adds `KNOWN`, which outlives a call", proof.GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    private const string Bag = "pub struct Bag {\n    items: Vec<u32>,\n}\n\nimpl Bag {\n    pub fn sum(self) -> u32 {\n        self.items.iter().fold(0, |sum, item| sum ^ item)\n    }\n}\n";

    private const string BagChange = "--- a/src/lib.rs\n+++ b/src/lib.rs\n@@ -6,3 +6,3 @@\n     pub fn sum(self) -> u32 {\n-        self.items.iter().fold(0, |sum, item| sum ^ item)\n+        self.items.iter().skip(1).fold(0, |sum, item| sum ^ item)\n     }\n";

    private static string? Aspect(RustObservation before, RustObservation after) => RustComparison.Compare(0, before, after, Agreement.Nothing) is [var difference, ..] ? difference.Aspect.ToString() : null;

    private static RustObservation Seen(string result) => new("f()", null, result, "debug", null, "", "");

    private static TemporaryFolder Crate(string source, string file = "src/lib.rs", string edition = "2021")
    {
        if (!OperatingSystem.IsLinux()) External.Lacks("supervisors need Linux");
        if (Executables.Find("cargo", "/", Environment.GetEnvironmentVariable("PATH") ?? "") is null) External.Lacks("this test needs the program `cargo`, which is not on the path");
        var folder = new TemporaryFolder();
        folder.Write("Cargo.toml", $"[package]\nname = \"small-crate\"\nversion = \"0.1.0\"\nedition = \"{edition}\"\n");
        folder.Write(file, source);
        return folder;
    }

    private static (int Code, JsonElement Proof) Prove(TemporaryFolder crate, params string[] arguments)
    {
        var run = LeverProgram.Run(crate.Path, ["prove", "--patch", "change.diff", "--no-tests", "--format", "json", .. arguments]);
        Assert.True(run.Out.Length > 0, run.Errors);
        return (run.Code, JsonDocument.Parse(run.Out).RootElement);
    }
}
