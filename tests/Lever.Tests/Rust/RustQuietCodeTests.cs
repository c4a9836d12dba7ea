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

    [Fact]
    public void Taking_a_port_waits_for_nobody() =>
        Assert.Equal(0, Findings("pub async fn open() -> std::io::Result<std::net::TcpListener> { std::net::TcpListener::bind(\"127.0.0.1:0\") }\n"));

    private static int Findings(string source, string manifest = "[package]\nname = \"made\"\nedition = \"2021\"\n")
    {
        using var folder = new TemporaryFolder();
        folder.Write("Cargo.toml", manifest);
        folder.Write("src/lib.rs", source);
        return CommandRun.Of(folder, "check", "--format", "json").Json.GetProperty("findings").GetArrayLength();
    }
}
