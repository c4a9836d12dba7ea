using Lever.Tests.Shell;

namespace Lever.Tests.Rust;

/// <summary>At which file of a workspace its release profile is told, and which settings count.</summary>
public class RustBuildProfileTests
{
    private const string Package = "[package]\nname = \"a\"\nedition = \"2021\"\n";
    private const string Slow = "[profile.release]\nincremental = true\n";
    private const string Program = "fn main() {}\n";

    [Theory]
    [InlineData("opt-level = 1", "A")]
    [InlineData("opt-level = \"s\"", "C")]
    [InlineData("debug-assertions = true\noverflow-checks = true", "B")]
    [InlineData("lto = \"off\"", "B")]
    [InlineData("opt-level = 3\nlto = \"fat\"\ncodegen-units = 1\npanic = \"abort\"\ndebug = true\nincremental = false", null)]
    // What is shipped may be the profile that takes it back.
    [InlineData("incremental = true\n[profile.dist]\ninherits = \"release\"\nincremental = false", null)]
    // The packages that have to be fast are.
    [InlineData("opt-level = \"z\"\n[profile.release.package.parser]\nopt-level = 3", null)]
    public void Settings_that_cost_speed_are_told(string settings, string? tier)
    {
        using var folder = new TemporaryFolder();
        folder.Write("Cargo.toml", Package + "[profile.release]\n" + settings + "\n");
        folder.Write("src/main.rs", Program);
        Assert.Equal(tier is null ? [] : [$"src/main.rs {tier}"], Told(folder, "tier"));
    }

    [Fact]
    public void The_manifest_s_line_is_named()
    {
        using var folder = new TemporaryFolder();
        folder.Write("Cargo.toml", Package + Slow);
        folder.Write(".cargo/config.toml", "[profile.release]\ndebug-assertions = true\n");
        folder.Write("src/main.rs", Program);
        var finding = Assert.Single(Findings(folder));
        Assert.Equal("release builds of the workspace are made with `incremental = true`, `debug-assertions = true`", finding.GetProperty("message").GetString());
        Assert.Equal(
            ["Cargo.toml:5", ".cargo/config.toml:2"],
            finding.GetProperty("chain").EnumerateArray().Select(step => $"{step.GetProperty("path")}:{step.GetProperty("start").GetProperty("line")}"));
    }

    [Fact]
    public void A_workspace_is_told_of_once_and_a_member_s_own_profile_is_cargo_s_to_ignore()
    {
        using var folder = new TemporaryFolder();
        folder.Write("Cargo.toml", "[workspace]\nmembers = [\"one\", \"two\"]\nexclude = [\"three\"]\n" + Slow);
        foreach (var name in (string[])["one", "two", "three"])
        {
            folder.Write($"{name}/Cargo.toml", Package + "[profile.release]\nopt-level = 0\n");
            folder.Write($"{name}/src/main.rs", Program);
            folder.Write($"{name}/src/bin/other.rs", Program);
        }
        Assert.Equal(["one/src/main.rs release builds of the workspace are made with `incremental = true`", "three/src/main.rs release builds of the workspace are made with `opt-level = 0`"], Told(folder, "message"));
    }

    [Theory]
    [InlineData("", "src/lib.rs", 0)]
    [InlineData("[lib]\ncrate-type = [\"cdylib\"]\n", "src/lib.rs", 1)]
    [InlineData("[lib]\ncrate-type = [\"cdylib\"]\n[dependencies]\nwasm-bindgen = \"0.2\"\n", "src/lib.rs", 0)]
    [InlineData("[dependencies]\npyo3 = \"0.25\"\n", "src/lib.rs", 1)]
    [InlineData("[[bin]]\nname = \"b\"\npath = \"b.rs\"\n", "b.rs", 1)]
    [InlineData("", "src/bin/b.rs", 1)]
    [InlineData("", "examples/b.rs", 0)]
    [InlineData("", "build.rs", 0)]
    public void Programs_and_extensions_are_told_of_and_libraries_are_not(string manifest, string path, int findings)
    {
        using var folder = new TemporaryFolder();
        folder.Write("Cargo.toml", Package + manifest + Slow);
        folder.Write(path, "use std::fmt;\n\npub fn first() {}\n\nfn main() {}\n");
        Assert.Equal(findings, Told(folder, "path").Length);
    }

    private static List<System.Text.Json.JsonElement> Findings(TemporaryFolder folder) =>
        [.. CommandRun.Of(folder, "check", "--all", "--select", "rs-build-profile", "--format", "json").Json.GetProperty("findings").EnumerateArray()];

    private static string[] Told(TemporaryFolder folder, string property) => [.. Findings(folder).Select(finding => $"{finding.GetProperty("path").GetString()} {finding.GetProperty(property).GetString()}")];
}
