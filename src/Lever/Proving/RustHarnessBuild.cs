using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Lever.Experiments.Harnesses;
using Lever.Experiments.Running;
using Lever.Running;
using Lever.Syntax.Rust;
using Lever.Syntax.Text;

namespace Lever.Proving;

/// <summary>A module that makes a call, and where it has to stand to see what it calls.</summary>
/// <param name="Path">The function's file, relative to the project.</param>
/// <param name="Modules">The inline modules of that file around the function.</param>
/// <param name="Text">Of the module.</param>
/// <param name="Repeats">Does it make the call with the same variables (<c>lever_time</c>)?</param>
/// <param name="Renews">Can it make the call with new variables every time (<c>lever_time_fresh</c>)?</param>
internal sealed record RustCallModule(string Path, ImmutableArray<string> Modules, string Text, bool Repeats, bool Renews)
{
    /// <summary>How many ways it has to be timed, each a call of the program's own.</summary>
    public int Ways => (Repeats ? 1 : 0) + (Renews ? 1 : 0);
}

/// <summary>
/// Builds a program that makes calls of a crate. The modules for that are added to the side's copy and taken away again once the program is
/// built, so that the project's tests see the project as it is. A library gets one more program; a program asks first whether it is to answer questions.
/// </summary>
internal sealed class RustHarnessBuild(CargoTool cargo, ImmutableDictionary<string, string> environment)
{
    /// <summary>Set for the program's process: a crate's own program answers questions then.</summary>
    public const string Asked = "LEVER_HARNESS";

    /// <summary>Programs of one version, which differ in where their code lies.</summary>
    private const int Layouts = 4;

    private const string Folder = "lever_harness";
    private const string Program = "lever-harness";
    private const string Unlinkable = "; give a command that shows the effect with --workload";

    /// <summary>Does the compiler complain of the call, and not of the project?</summary>
    public static bool IsOfTheCall(string problem) => problem.StartsWith($"{Folder}/lever_call_", StringComparison.Ordinal);

    /// <summary>A complaint of the call without its place, which is in a file that the user never sees.</summary>
    public static string WithoutPlace(string problem) => problem.Split(": ", 2) is [_, var words] ? words : problem;

    /// <param name="side">The copy's folder.</param>
    /// <param name="package">The folder of the package, in the copy.</param>
    /// <param name="features">To build with; empty for the package's own choice.</param>
    /// <param name="counting">Is its allocator to count?</param>
    /// <returns>The programs, one for each layout of the code; or the compiler's words.</returns>
    public (ImmutableArray<string>? Programs, string? Problem) Build(string side, string package, IReadOnlyList<RustCallModule> calls, string? features, bool counting)
    {
        var (known, problem) = cargo.Package(package, environment);
        if (known is null) return (null, problem);
        var changes = new Changes();
        try
        {
            var (target, ways, lack) = Placed(side, known, calls);
            if (target is null) return (null, lack);
            var place = Path.Join(package, Folder);
            Directory.CreateDirectory(place);
            changes.Add(Path.Join(place, "lever_machine.rs"), RustHarnessFiles.Machine);
            changes.Add(Path.Join(place, "lever_worker.rs"), RustHarnessFiles.Worker(known.Edition == "2024"));
            var root = new StringBuilder();
            root.Append(Declared(place, "lever_machine"));
            for (var number = 0; number < calls.Count; number++)
            {
                var name = Name(number);
                changes.Add(Path.Join(place, name + ".rs"), calls[number].Text);
                var way = ways[number];
                foreach (var step in way) changes.Insert(step.File, step.End, step.Child.Length > 0 ? $"\n#[doc(hidden)]\npub use self::{step.Child}::{name};\n" : Declared(place, name));
            }
            var isLibrary = target.IsLinkable;
            if (isLibrary)
            {
                var main = $"#[path = \"lever_worker.rs\"]\nmod lever_worker;\n\nuse {Identifier(target.Name)}::lever_machine;\n\nfn main() {{\n    lever_worker::answer_questions(&[{Targets(calls, Identifier(target.Name) + "::")}])\n}}\n";
                // Names of other crates need no declaration from 2018 on.
                changes.Add(Path.Join(place, "main.rs"), known.Edition == "2015" ? $"extern crate {Identifier(target.Name)};\n\n{main}" : main);
                changes.Append(Path.Join(package, "Cargo.toml"), $"\n[[bin]]\nname = \"{Program}\"\npath = \"{Folder}/main.rs\"\n");
            }
            else
            {
                if (MainOf(target.Source) is not { } at) return (null, $"`{Path.GetFileName(target.Source)}` has no `fn main` to be called from" + Unlinkable);
                root.Append(Declared(place, "lever_worker"));
                changes.Insert(target.Source, at, $" if lever_worker::is_asked() {{ lever_worker::answer_questions(&[{Targets(calls, "")}]); }} ");
            }
            changes.Insert(target.Source, (int)new FileInfo(target.Source).Length, root.ToString());
            changes.Make();
            var programs = ImmutableArray.CreateBuilder<string>();
            for (var layout = 0; layout < (counting ? 1 : Layouts); layout++)
            {
                // A crate may forbid what measuring needs in the program beside it. All but that program is built once.
                string[] facts = counting ? ["--cfg", "lever_memory"] : layout == 0 ? [] : ["--cfg", string.Create(CultureInfo.InvariantCulture, $"lever_shift=\"{layout}\"")];
                var built = cargo.Build(package, environment, ["rustc", "--release", "--bin", isLibrary ? Program : target.Name, .. features is null ? Array.Empty<string>() : ["--features", features]], ["--cap-lints", "allow", .. facts]);
                if (built.Problem is { } wrong) return (null, Told(wrong, place));
                if (built.Products.Select(product => product.Executable).OfType<string>().LastOrDefault() is not { } program) return (null, "cargo makes no program of the harness");
                // The next build puts another one in its place.
                var kept = Path.Join(Path.GetDirectoryName(side), string.Create(CultureInfo.InvariantCulture, $"lever-harness-{(counting ? "counting" : layout)}"));
                File.Copy(program, kept, overwrite: true);
                programs.Add(kept);
            }
            return (programs.ToImmutable(), null);
        }
        finally
        {
            changes.Undo();
        }
    }

    /// <summary>The package's first library or program that the calls' modules belong to, and the ways to them.</summary>
    private static (CargoTarget? Target, IReadOnlyList<IReadOnlyList<ModuleStep>> Ways, string? Lack) Placed(string side, CargoPackage package, IReadOnlyList<RustCallModule> calls)
    {
        foreach (var target in package.Targets.Where(target => target.IsLinkable).Concat(package.Targets.Where(target => target.Is("bin"))))
        {
            var ways = calls.Select(call => RustModules.Way(target.Source, Path.Join(side, call.Path), call.Modules)).ToList();
            if (ways.TrueForAll(way => way is not null)) return (target, ways!, null);
        }
        var why = package.Targets.Any(target => target.Is("proc-macro")) ? "it is a crate of procedural macros, which only the compiler can call"
            : package.Targets.Any(target => target.Is("cdylib")) ? "its library is made for other languages alone (crate-type), so that no program of Rust's can be linked with it"
            : $"no `mod` leads from a library or program of `{package.Name}` to `{calls[0].Path}`";
        return (null, [], why + Unlinkable);
    }

    private static string Declared(string place, string name) => $"\n/// Lever's, for an experiment.\n#[doc(hidden)]\n#[path = \"{Path.Join(place, name)}.rs\"]\npub mod {name};\n";

    private static string Targets(IReadOnlyList<RustCallModule> calls, string crate)
    {
        var all = new List<string>();
        for (var number = 0; number < calls.Count; number++)
        {
            var module = crate + Name(number);
            if (calls[number].Repeats) all.Add($"lever_worker::Target {{ observe: {module}::lever_observe, time: {module}::lever_time }}");
            if (calls[number].Renews) all.Add($"lever_worker::Target {{ observe: {module}::lever_observe, time: {module}::lever_time_fresh }}");
        }
        return string.Join(", ", all);
    }

    private static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"lever_call_{number}");

    private static string Identifier(string name) => name.Replace('-', '_');

    /// <summary>Where the body of a root file's main function starts.</summary>
    private static int? MainOf(string root)
    {
        foreach (var item in RustParser.ParseOnce(SourceText.FromUtf8(File.ReadAllBytes(root))).Root.Children)
            if (item.AsFunction is { Name: "main", Body: { } body }) return body.Start + 1;
        return null;
    }

    /// <summary>Places in the harness' own modules mean nothing to a user, and what a call is it stands in several of them: the first complaint does.</summary>
    private static string Told(string problem, string place)
    {
        var told = problem.Replace(place + "/", Folder + "/", StringComparison.Ordinal);
        return IsOfTheCall(told) ? told.Split($"; {Folder}/")[0] : told;
    }

    /// <summary>Edits to files that are taken back.</summary>
    private sealed class Changes
    {
        private readonly Dictionary<string, List<(int At, string Text)>> edits = new(StringComparer.Ordinal);
        private readonly Dictionary<string, byte[]?> originals = new(StringComparer.Ordinal);

        public void Add(string file, string text)
        {
            originals[file] = null;
            File.WriteAllText(file, text);
        }

        public void Append(string file, string text) => Insert(file, (int)new FileInfo(file).Length, text);

        /// <param name="at">In the file as it is.</param>
        public void Insert(string file, int at, string text)
        {
            if (!edits.TryGetValue(Path.GetFullPath(file), out var list)) edits[Path.GetFullPath(file)] = list = [];
            list.Add((at, text));
        }

        public void Make()
        {
            foreach (var (file, list) in edits)
            {
                var bytes = originals[file] = File.ReadAllBytes(file);
                using var now = new MemoryStream();
                var from = 0;
                foreach (var (at, text) in list.OrderBy(edit => edit.At))
                {
                    now.Write(bytes.AsSpan(from, at - from));
                    now.Write(Encoding.UTF8.GetBytes(text));
                    from = at;
                }
                now.Write(bytes.AsSpan(from));
                File.WriteAllBytes(file, now.ToArray());
            }
        }

        public void Undo()
        {
            foreach (var (file, original) in originals)
            {
                if (original is null) File.Delete(file);
                else File.WriteAllBytes(file, original);
            }
        }
    }
}
