using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Text;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Rust.Compiler;

public sealed class BuildProfile : RustRule
{
    public override RuleInfo Info { get; } = new("rs-build-profile", Language.Rust, LeverClass.Interpreter, Technique.Api, Tier.A)
    {
        Achievable = 0.3,
        Precision = 0.8,
        Checklist = ["RS8", "PX3"],
        Effort = Effort.Small,
        Doc = """
            Release builds are told to forgo what makes them fast. It is told at the root of one program, or of a Python extension, of the workspace.

            ## Why it costs
            `incremental = true` and `lto = "off"` cut crates into parts that the compiler does not look across. `opt-level` below 3, `"s"` and `"z"` leave
            loops unvectorised and calls in place. `debug-assertions` and `overflow-checks` check what each addition, index and library call does.
            Cargo takes `[profile.release]` from the manifest of the workspace alone, and from `.cargo/config.toml`.

            ## Example
            ```rust
            // Cargo.toml: [profile.release]
            // Cargo.toml: incremental = true
            fn main() {
                println!("{}", (1..=10_u64).product::<u64>());
            }
            ```
            Use instead:
            ```rust
            // Cargo.toml: [profile.release]
            // Cargo.toml: lto = "thin"
            fn main() {
                println!("{}", (1..=10_u64).product::<u64>());
            }
            ```

            ## Keep it when
            The size of the program matters more than its speed, overflow has to be caught in production, or what is shipped is built with another profile: settings that
            a profile with `inherits = "release"` makes anew are not reported. Overflow checks and `opt-level` for size are told with `--all` only.

            ## Regime
            A program of two crates on rustc 1.95, built with one setting changed; times as long as with none, for multiplying matrices, counting into a
            table, and sorting and hashing: `opt-level = 1` 1.4, 1.0, 1.1; `"s"` 1.4, 1.1, 1.2; `"z"` 1.4, 1.1, 1.3; `incremental` 1.6, 1.0, 1.0; `lto = "off"`
            1.2, 1.0, 1.1; `debug-assertions` 1.4, 1.0, 2.0; `overflow-checks` 1.0, 1.3, 1.0. Thin and fat `lto` made no difference that could
            be told from noise, and `codegen-units = 1` alone made counting 1.3 times slower, so that their lack is not reported.
            What is measured below is the principle of one setting alone: sums whose every addition is checked.

            ## Patch safety
            What the program does stays the same, but for overflow, which then wraps around, and for assertions that are no longer made. Builds take longer without
            `incremental`, and programs become larger without `"s"` and `"z"`.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.SourceFile];

    public override void Visit(Node node, RustContext context)
    {
        if (!node.IsRoot || context.Module.Project.ReleaseAt(context.Module.Path) is not { } release) return;
        var slow = release.Settings.Where(setting => CostOf(setting) is not null).ToList();
        if (slow.Count == 0 || PlaceIn(node) is not { } place) return;
        var names = string.Join(", ", slow.Select(setting => $"`{setting.Name} = {setting.Value}`"));
        var draft = context.Report(place, $"release builds of the workspace are made with {names}")
            .Cost("1.3*n*1ns", "n*1ns")
            .Size("n", Size.Unknown)
            .AtTier(slow.Min(setting => CostOf(setting)!.Value.Tier))
            .Ask("Is this profile the one that is shipped and measured?")
            .Advise("take it out of `[profile.release]`", [.. slow.Select(setting => CostOf(setting)!.Value.Price).Distinct()]);
        foreach (var setting in slow)
            draft.LeadsTo(new ChainStep(setting.File, new Lever.Review.Findings.Range(new Position(setting.Line, 1), new Position(setting.Line, 1)), "profile.release", CostOf(setting)!.Value.Text));
    }

    /// <summary>What a setting costs, in words, where it costs something; when that is told; and what is given up without it.</summary>
    private static (Tier Tier, string Text, string Price)? CostOf(ProfileSetting setting) => (setting.Name, setting.Value) switch
    {
        ("opt-level", "0" or "1") => (Tier.A, "most optimisations are left out", "builds take longer"),
        ("opt-level", "\"s\"" or "\"z\"") => (Tier.C, "code is made small before it is made fast", "the program is larger"),
        ("incremental", "true") => (Tier.B, "crates are compiled in many small parts", "builds after a change take longer"),
        ("lto", "\"off\"") => (Tier.B, "parts of a crate are not looked at together", "builds take longer"),
        ("debug-assertions", "true") => (Tier.B, "assertions for debugging are made, the standard library's too", "assertions for debugging are no longer made"),
        ("overflow-checks", "true") => (Tier.C, "each addition and multiplication is checked", "numbers that overflow wrap around"),
        _ => null,
    };

    /// <summary>The program's `main`, the extension's module, or else the first item.</summary>
    private static Node? PlaceIn(Node root)
    {
        Node? first = null;
        foreach (var item in root.Children)
        {
            if (item.WithoutAttributes is not { IsItem: true } own) continue;
            if (own.AsFunction is { Name: "main" } || item.HasAttribute("pymodule"u8) || own.HasAttribute("pymodule"u8)) return own.ItemName ?? own;
            first ??= own;
        }
        return first?.ItemName ?? first;
    }
}
