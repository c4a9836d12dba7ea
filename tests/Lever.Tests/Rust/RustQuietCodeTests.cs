using Lever.Tests.Shell;

namespace Lever.Tests.Rust;

/// <summary>Code that runs while others are built, in debug builds, or where something went wrong: nobody's time is saved there.</summary>
public sealed class RustQuietCodeTests
{
    private const string Slow = """
        pub fn listing(events: &[String]) -> String {
            let mut all = String::new();
            for event in events {
                all = format!("{all}{event}");
            }
            all
        }

        """;

    private const string Once = """
        pub fn nearest(mut distances: Vec<u64>) -> Option<u64> {
            distances.sort();
            distances.first().copied()
        }

        """;

    [Theory]
    [InlineData("name = \"made\"", "", 1)]
    [InlineData("name = \"made\"\nkeywords = [\"build-dependencies\"]", "", 0)]
    [InlineData("name = \"made\"\ncategories = [\"development-tools::build-utils\"]", "", 0)]
    [InlineData("name = \"made-build\"", "", 0)]
    [InlineData("name = \"made_codegen\"", "", 0)]
    [InlineData("name = \"made\"", "[dependencies]\nquote = \"1\"\nproc-macro2 = \"1\"", 0)]
    [InlineData("name = \"made\"", "[dev-dependencies]\nquote = \"1\"\nproc-macro2 = \"1\"", 1)]
    [InlineData("name = \"made\"\nbuild = \"src/lib.rs\"", "", 0)]
    public void Crates_that_are_for_builds_are_quiet(string package, string rest, int expected) => Assert.Equal(expected, Findings(Slow, $"[package]\nedition = \"2021\"\n{package}\n{rest}\n"));

    [Theory]
    [InlineData("#[cfg(debug_assertions)]\n" + Slow, 0)]
    [InlineData("#[cfg(not(debug_assertions))]\n" + Slow, 1)]
    public void Debug_builds_are_quiet(string source, int expected) => Assert.Equal(expected, Findings(source));

    [Theory]
    [InlineData("pub fn get_error_location(seen: &std::collections::HashMap<String, u32>, name: &str) -> Option<u32> { seen.get(&name.to_string()).copied() }\n", 0)]
    [InlineData("pub fn get_terror_location(seen: &std::collections::HashMap<String, u32>, name: &str) -> Option<u32> { seen.get(&name.to_string()).copied() }\n", 1)]
    public void What_looks_into_errors_is_quiet(string source, int expected) => Assert.Equal(expected, Findings(source));

    [Theory]
    [InlineData("error!", 0)]
    [InlineData("log::warn!", 0)]
    [InlineData("tracing::error!", 0)]
    [InlineData("info!", 1)]
    public void What_is_written_of_failures_is_quiet(string macro, int expected) =>
        Assert.Equal(expected, Findings($"pub fn tell(seen: &std::collections::HashMap<String, u32>, name: &str) {{ {macro}(\"{{:?}}\", seen.get(&name.to_string())); }}\n"));

    // A command's own words cost it little once; a server that reads its arguments likewise lives on, and so does a library beside one.
    [Theory]
    [InlineData("src/lib.rs", "clap = \"4\"", 0)]
    [InlineData("src/lib.rs", "clap = \"4\"\naxum = \"0.7\"", 1)]
    [InlineData("src/lib.rs", "", 1)]
    [InlineData("src/cli/show.rs", "", 0)]
    [InlineData("src/cli/show.rs", "axum = \"0.7\"", 0)]
    [InlineData("shop-cli/src/lib.rs", "", 0)]
    [InlineData("shop-cli/src/lib.rs", "axum = \"0.7\"", 1)]
    [InlineData("cli/src/lib.rs", "axum = \"0.7\"", 1)]
    [InlineData("src/client/show.rs", "", 1)]
    [InlineData("src/commands/show.rs", "", 1)]
    public void What_a_command_does_once_is_quiet(string file, string dependencies, int expected) =>
        Assert.Equal(expected, FindingsIn(file, Once, $"[package]\nname = \"made\"\nedition = \"2021\"\n[dependencies]\n{dependencies}\n"));

    [Fact]
    public void What_a_command_repeats_is_told() =>
        Assert.Equal(1, FindingsIn("src/cli/show.rs", Slow, "[package]\nname = \"made\"\nedition = \"2021\"\n"));

    [Theory]
    [InlineData("shop_demo/src/lib.rs", 0)]
    [InlineData("guide/src/lib.rs", 0)]
    [InlineData("examples3d/lib.rs", 0)]
    [InlineData("dev-tools/show/src/lib.rs", 0)]
    [InlineData("profiling/src/lib.rs", 0)]
    [InlineData("crates/profiling_server/src/lib.rs", 1)]
    [InlineData("src/profiling/sums.rs", 1)]
    [InlineData("src/benchmark_client.rs", 0)]
    [InlineData("guided/src/lib.rs", 1)]
    [InlineData("bookings/src/lib.rs", 1)]
    public void Folders_of_examples_are_quiet(string file, int expected) => Assert.Equal(expected, FindingsIn(file, Once, "[package]\nname = \"made\"\nedition = \"2021\"\n"));

    [Theory]
    [InlineData("#![allow(warnings)]\n" + Once, 0)]
    [InlineData("#![allow(unused)]\n" + Once, 1)]
    public void Code_that_allows_all_warnings_is_left_alone(string source, int expected) => Assert.Equal(expected, Findings(source));

    [Theory]
    [InlineData("impl ServerConfig { pub fn validate(&self", 0)]
    [InlineData("impl ServerConfig { pub fn price(&self", 1)]
    [InlineData("impl Basket { pub fn validate(&self", 1)]
    [InlineData("impl Basket { pub fn register(&self", 0)]
    [InlineData("impl Basket { pub fn registered(&self", 1)]
    public void Settings_and_registrations_are_gone_through_once(string head, int expected) =>
        Assert.Equal(expected, Findings($"pub struct ServerConfig;\npub struct Basket;\n{head}, seen: &std::collections::HashMap<String, u32>, name: &str) -> Option<u32> {{ seen.get(&name.to_string()).copied() }} }}\n"));

    [Fact]
    public void A_channel_that_another_file_filled_before_keeps_nobody_waiting()
    {
        const string reading = "    let (sender, receiver) = std::sync::mpsc::channel();\n    fill(sender.clone());\n    drop(sender);\n    receiver.recv().unwrap_or(0)\n";
        const string task = "mod jobs;\npub async fn first() -> u64 { jobs::first() }\n";
        Assert.Equal(0, Channel(reading, task));
        // Without a sender let go, nobody shows that all was sent.
        Assert.Equal(1, Channel(reading.Replace("    drop(sender);\n", "", StringComparison.Ordinal), task));
    }

    private static int Channel(string reading, string task)
    {
        using var folder = new TemporaryFolder();
        folder.Write("Cargo.toml", "[package]\nname = \"made\"\nedition = \"2021\"\n");
        folder.Write("src/lib.rs", task);
        folder.Write("src/jobs.rs", $"use std::sync::mpsc::Sender;\nfn fill(sender: Sender<u64>) {{ let _ = sender.send(1); }}\npub fn first() -> u64 {{\n{reading}}}\n");
        return CommandRun.Of(folder, "check", "--format", "json").Json.GetProperty("findings").GetArrayLength();
    }

    [Fact]
    public void Taking_a_port_waits_for_nobody() =>
        Assert.Equal(0, Findings("pub async fn open() -> std::io::Result<std::net::TcpListener> { std::net::TcpListener::bind(\"127.0.0.1:0\") }\n"));

    private static int Findings(string source, string manifest = "[package]\nname = \"made\"\nedition = \"2021\"\n") => FindingsIn("src/lib.rs", source, manifest);

    private static int FindingsIn(string file, string source, string manifest)
    {
        using var folder = new TemporaryFolder();
        folder.Write("Cargo.toml", manifest);
        folder.Write(file, source);
        return CommandRun.Of(folder, "check", "--format", "json").Json.GetProperty("findings").GetArrayLength();
    }
}
