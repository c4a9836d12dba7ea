using Lever.Tests.Shell;
using Lever.Workspace;

namespace Lever.Tests.Rust;

/// <summary>The way of a Rust file from the disk to a finding.</summary>
public class RustCheckTests
{
    private const string Queue = """
        use std::collections::LinkedList;

        pub struct Queue {
            jobs: LinkedList<u64>,
        }

        impl Queue {
            pub fn drained(list: LinkedList<u64>) -> u64 {
                list.iter().sum()
            }
        }

        #[cfg(test)]
        mod tests {
            fn list() -> super::LinkedList<u8> {
                let list: std::collections::LinkedList<u8> = Default::default();
                list
            }
        }

        """;

    private static TemporaryFolder Crate(string manifest, params ReadOnlySpan<(string Path, string Text)> files)
    {
        var folder = new TemporaryFolder();
        folder.Write("Cargo.toml", manifest);
        foreach (var (path, text) in files) folder.Write(path, text);
        return folder;
    }

    private static string[] Told(CommandRun run, string property) =>
        [.. run.Json.GetProperty("findings").EnumerateArray().Select(finding => $"{finding.GetProperty("path")}:{finding.GetProperty("start").GetProperty("line")} {finding.GetProperty(property)}")];

    [Fact]
    public void Findings_name_the_paths_that_symbols_have()
    {
        using var folder = Crate("[package]\nname = \"my-app\"\n", ("src/queue.rs", Queue), ("src/bin/tool.rs", Queue), ("tests/all.rs", Queue), ("build.rs", Queue), ("target/x.rs", Queue));
        var run = CommandRun.Of(folder, "check", "--format", "json");
        Assert.Equal(
            ["src/bin/tool.rs:4 tool::Queue", "src/bin/tool.rs:8 tool::Queue::drained", "src/queue.rs:4 my_app::queue::Queue", "src/queue.rs:8 my_app::queue::Queue::drained"],
            Told(run, "symbol"));
        Assert.All(run.Json.GetProperty("findings").EnumerateArray(), finding => Assert.Equal("rust", finding.GetProperty("language").GetString()));
        var all = Told(CommandRun.Of(folder, "check", "--all", "--format", "json"), "role");
        Assert.Contains("src/queue.rs:16 test", all);
        Assert.Contains("tests/all.rs:4 test", all);
        Assert.Contains("build.rs:4 init", all);
    }

    [Fact]
    public void Blocking_calls_are_found_through_functions_of_other_files()
    {
        using var folder = Crate(
            "[package]\nname = \"app\"\nedition = \"2021\"\n",
            ("src/lib.rs", """
                mod net;
                mod store;

                pub async fn serve(client: &net::Client) -> u64 {
                    let mut sum = 0;
                    for id in 0..1000 {
                        sum += store::load(client, id);
                    }
                    sum += store::quick(client);
                    let later = move || store::quick(client);
                    sum + later()
                }

                pub async fn once(client: &net::Client) -> u64 {
                    store::load(client, 1)
                }

                pub async fn well(id: u64) -> Result<u64, std::thread::JoinError> {
                    tokio::task::spawn_blocking(move || store::load(&net::Client, id)).await
                }
                """),
            ("src/store.rs", """
                use crate::net::Client;

                pub fn load(client: &Client, id: u64) -> u64 {
                    client.fetch(id)
                }

                pub fn quick(client: &Client) -> u64 {
                    std::thread::spawn(move || Client.fetch(1));
                    load_ahead(client)
                }

                fn load_ahead(_: &Client) -> u64 {
                    quick(&Client)
                }
                """),
            ("src/net.rs", """
                pub struct Client;

                impl Client {
                    pub fn fetch(&self, id: u64) -> u64 {
                        std::thread::sleep(std::time::Duration::from_millis(10));
                        id
                    }
                }
                """));
        var run = CommandRun.Of(folder, "check", "--select", "rs-blocking-in-async", "--format", "json");
        var finding = Assert.Single(run.Json.GetProperty("findings").EnumerateArray());
        Assert.Equal("`load` blocks the thread of an async task: it comes to `thread::sleep`", finding.GetProperty("message").GetString());
        Assert.Equal(7, finding.GetProperty("start").GetProperty("line").GetInt32());
        Assert.Equal(
            ["src/store.rs:4 app::store::load calls `fetch`", "src/net.rs:5 app::net::Client::fetch `thread::sleep` holds the thread here"],
            finding.GetProperty("chain").EnumerateArray().Select(step =>
                $"{step.GetProperty("path")}:{step.GetProperty("start").GetProperty("line")} {step.GetProperty("symbol")} {step.GetProperty("text")}"));
        Assert.Equal(15, Assert.Single(finding.GetProperty("labels").EnumerateArray()).GetProperty("start").GetProperty("line").GetInt32());
    }

    [Fact]
    public void A_wait_that_a_branch_of_another_file_decides_on_is_shown_with_all_alone()
    {
        using var folder = Crate("[package]\nname = \"app\"\n",
            ("src/main.rs", """
                mod store;

                pub async fn asked(id: u64) -> u64 {
                    store::checked(id)
                }

                fn main() {}
                """),
            ("src/store.rs", """
                pub fn checked(id: u64) -> u64 {
                    if id > 1_000_000 {
                        std::thread::sleep(std::time::Duration::from_millis(10));
                    }
                    id
                }
                """));
        Assert.Empty(CommandRun.Of(folder, "check", "--select", "rs-blocking-in-async", "--format", "json").Json.GetProperty("findings").EnumerateArray());
        Assert.Single(CommandRun.Of(folder, "check", "--all", "--select", "rs-blocking-in-async", "--format", "json").Json.GetProperty("findings").EnumerateArray());
    }

    [Fact]
    public void A_sure_way_is_told_where_a_branch_decides_on_a_shorter_one()
    {
        using var folder = Crate("[package]\nname = \"app\"\n",
            ("src/main.rs", """
                mod store;

                pub async fn asked(id: u64) -> u64 {
                    store::checked(id)
                }

                fn main() {}
                """),
            ("src/store.rs", """
                pub fn checked(id: u64) -> u64 {
                    if id > 1_000_000 {
                        std::thread::sleep(std::time::Duration::from_millis(10));
                    }
                    far(id)
                }

                fn far(id: u64) -> u64 {
                    farther(id)
                }

                fn farther(id: u64) -> u64 {
                    std::thread::sleep(std::time::Duration::from_millis(id));
                    id
                }
                """));
        var finding = Assert.Single(CommandRun.Of(folder, "check", "--select", "rs-blocking-in-async", "--format", "json").Json.GetProperty("findings").EnumerateArray());
        Assert.Equal([5, 9, 13], finding.GetProperty("chain").EnumerateArray().Select(step => step.GetProperty("start").GetProperty("line").GetInt32()));
    }

    [Fact]
    public void A_search_in_another_file_is_told_of_in_the_loop_that_calls_it()
    {
        using var folder = Crate("[package]\nname = \"app\"\n",
            ("src/main.rs", """
                mod names;

                pub fn known(listed: &[String], words: &[String]) -> usize {
                    let mut count = 0;
                    for word in words {
                        if names::knows(listed, word) {
                            count += 1;
                        }
                    }
                    count
                }

                // What the loop changes is another list on each turn.
                pub fn grown(mut listed: Vec<String>, words: &[String]) -> usize {
                    for word in words {
                        if !names::knows(&listed, word) {
                            listed = vec![word.clone()];
                        }
                    }
                    listed.len()
                }

                pub fn allowed(table: &names::Table, words: &[String]) -> usize {
                    words.iter().filter(|word| table.has(word) || table.may(word)).count()
                }

                fn main() {}
                """),
            ("src/names.rs", """
                pub struct Table {
                    pub entries: Vec<String>,
                }

                impl Table {
                    pub fn has(&self, word: &str) -> bool {
                        self.entries.iter().any(|entry| entry == word)
                    }

                    // It may leave before it searches.
                    pub fn may(&self, word: &str) -> bool {
                        if word.is_empty() {
                            return false;
                        }
                        self.entries.iter().any(|entry| entry == word)
                    }
                }

                pub fn knows(listed: &[String], word: &str) -> bool {
                    listed.iter().any(|each| each == word)
                }
                """));
        var shown = Assert.Single(CommandRun.Of(folder, "check", "--select", "rs-linear-cost-callee-in-loop", "--format", "json").Json.GetProperty("findings").EnumerateArray());
        Assert.Equal(6, shown.GetProperty("start").GetProperty("line").GetInt32());
        Assert.Equal(
            ["src/names.rs:20 app::names::knows searched from the front here"],
            shown.GetProperty("chain").EnumerateArray().Select(step =>
                $"{step.GetProperty("path")}:{step.GetProperty("start").GetProperty("line")} {step.GetProperty("symbol")} {step.GetProperty("text")}"));
        var all = CommandRun.Of(folder, "check", "--all", "--select", "rs-linear-cost-callee-in-loop", "--format", "json").Json.GetProperty("findings").EnumerateArray();
        Assert.Equal(["each call goes through all of `listed`", "each call goes through all of `table.entries`"], all.Select(finding => finding.GetProperty("message").GetString()));
    }

    [Fact]
    public void Comments_silence_findings_and_are_told_of_where_they_silence_none()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.rs", """
            use std::collections::LinkedList;
            pub struct Queue {
                // lever: ignore[rs-linkedlist] spliced by another crate
                jobs: LinkedList<u64>,
                more: LinkedList<u64>, // lever: ignore[rs-linkedlist] the same
            }
            // lever: ignore[rs-linkedlist]
            // lever: ignore[rs-linkedlist] gone
            fn f() {}
            /// lever: a word of the documentation
            fn g() {}

            """);
        var run = CommandRun.Of(folder, "check", "--format", "json");
        Assert.Equal(0, run.Json.GetProperty("findings").GetArrayLength());
        Assert.Equal(
            ["7: an ignore needs its reason after the bracket: `// lever: ignore[rs-linkedlist] why it is fine here`", "8: the ignore of rs-linkedlist matches nothing here any more; remove the comment"],
            run.Json.GetProperty("problems").EnumerateArray().Select(problem => $"{problem.GetProperty("line")}: {problem.GetProperty("message").GetString()}"));
    }

    [Theory]
    [InlineData("[package]\nname = \"a\"\n", 0)]
    [InlineData("[package]\nname = \"a\"\nedition = \"2021\"\n", 1)]
    [InlineData("[package]\nname = \"a\"\nedition.workspace = true\n[workspace.package]\nedition = \"2018\"\n", 1)]
    [InlineData("[package]\nname = \"a\"\nedition = { workspace = true }\n[workspace]\n", 0)]
    [InlineData("not a manifest", 1)]
    public void The_edition_is_that_of_the_nearest_package(string manifest, int problems)
    {
        using var folder = Crate(manifest, ("src/lib.rs", "fn async() {}\n"));
        Assert.Equal(problems, CommandRun.Of(folder, "check", "--format", "json").Json.GetProperty("problems").GetArrayLength() > 0 ? 1 : 0);
    }

    [Fact]
    public void A_member_takes_its_edition_from_the_workspace_above_it()
    {
        using var folder = Crate("[workspace]\nmembers = [\"member\"]\n[workspace.package]\nedition = \"2015\"\n", ("member/Cargo.toml", "[package]\nname = \"member\"\nedition.workspace = true\n"), ("member/src/lib.rs", "fn async() {}\n"));
        Assert.Equal(0, CommandRun.Of(folder, "check", "--format", "json").Json.GetProperty("problems").GetArrayLength());
    }

    [Fact]
    public void Trees_and_counts_are_shown()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.rs", "fn f(x: &mut u8) { g!(1); x.h(2u8) }\n");
        var tree = CommandRun.Of(folder, "tree", "a.rs").Output;
        Assert.Contains("body: Block", tree, StringComparison.Ordinal);
        Assert.Contains("MethodCall 1:27-1:35 h\n", tree, StringComparison.Ordinal);
        Assert.Contains("ReferenceType 1:9-1:16 mut\n", tree, StringComparison.Ordinal);
        Assert.Contains("Literal 1:31-1:34 Int 2u8\n", tree, StringComparison.Ordinal);
        Assert.StartsWith("{\"path\":\"a.rs\",\"kinds\":{", CommandRun.Of(folder, "tree", "--counts", ".").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_report_shows_them()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.rs", Queue);
        Assert.Contains("\"ruleId\":\"rs-linkedlist\"", CommandRun.Of(folder, "check", "--format", "sarif").Output, StringComparison.Ordinal);
        Assert.Contains("  4 │     jobs: LinkedList<u64>,\n    │           ━━━━━━━━━━━━━━━\n", CommandRun.Of(folder, "check").Output, StringComparison.Ordinal);
        Assert.Contains("rs-linkedlist", CommandRun.Of(folder, "rules").Output, StringComparison.Ordinal);
        Assert.Contains("Rust any", CommandRun.Of(folder, "explain", "rs-linkedlist").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Profiles_put_weight_on_functions_by_their_paths()
    {
        using var folder = Crate("[package]\nname = \"my-app\"\n", ("src/queue.rs", Queue));
        folder.Write("p.folded", "std::rt::lang_start;my_app::main;my_app::queue::Queue::drained::h0123456789abcdef 80\nstd::rt::lang_start;my_app::main 20\n");
        var issues = CommandRun.Of(folder, new CommandRun.Setting { Review = Reviewing.Run }, "review", "--profile", "p.folded", "--format", "json").Json.GetProperty("issues").EnumerateArray().ToList();
        Assert.Contains(issues, issue => issue.GetProperty("symbol").GetString() == "my_app::queue::Queue::drained" && issue.GetProperty("grade").GetString() == "profiled" && issue.GetProperty("role").GetString() == "hot");
        // A field is in no sample, which says nothing against it.
        Assert.Contains(issues, issue => issue.GetProperty("symbol").GetString() == "my_app::queue::Queue" && issue.GetProperty("grade").GetString() == "estimated");
    }
}
