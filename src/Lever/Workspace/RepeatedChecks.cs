using System.Collections.Immutable;
using System.Text;
using Lever.Review.Findings;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Text;
using Lever.Workspace.Caching;

namespace Lever.Workspace;

/// <summary>
/// Checks of one project, one after the other, as its files change. First looks are taken again only at files that changed, unless what a changed file declares
/// for others changed too; what files make of each other through calls is worked out anew each time, from all first looks. The findings are those of a check
/// that starts afresh.
/// </summary>
internal sealed class RepeatedChecks(TimeProvider clock)
{
    /// <summary>What no interface says.</summary>
    private const string Torn = "torn";

    /// <summary>Stands behind a file's path where what calls of its functions cost is kept, and in no path.</summary>
    private const string Costs = "\0costs";

    private Kept? last;

    /// <summary>What the last check was made from.</summary>
    /// <param name="Recipe">Everything that findings follow from but the contents of files.</param>
    /// <param name="Taken">When the stamps were taken, in ticks of UTC.</param>
    /// <param name="Looks">The first looks, by the files' paths.</param>
    /// <param name="Declared">What files declare for others, and what calls of their functions cost, as far as anybody asked, by their paths.</param>
    private sealed record Kept(
        byte[] Recipe, IReadOnlyDictionary<string, string?> Manifests, Dictionary<string, FileStamp> Stamps, long Taken, bool HasNatives,
        IReadOnlyDictionary<string, CheckedFile> Looks, IReadOnlyDictionary<string, string> Declared);

    /// <summary>How many files the last check took a first look at.</summary>
    public int Looked { get; private set; }

    public RuleFindings Run(ReviewJob job)
    {
        var now = clock.GetUtcNow().Ticks;
        var stamps = FileStamps.Take(job.Project);
        var recipe = CheckRecipe.Of(job, new ContentHash[job.Project.Count]).Bytes;
        var manifests = new ManifestContents(job.Configuration.Folder);
        var checks = new FileChecks(job);
        var before = stamps is not null && last is { } kept && kept.Recipe.AsSpan().SequenceEqual(recipe) && manifests.Hold(kept.Manifests) ? kept : null;
        var known = before is null ? [] : Holding(job, stamps!, before, checks);
        Looked = job.Files.Count + job.Around.Count - known.Count;
        var run = checks.Run(known, out var first, job.Stop);
        last = stamps is null || !run.IsWhole ? null : new Kept(
            recipe, AllLooked(manifests.Of(job.Looked), before), job.Project.Index().ToDictionary(file => file.Item.Path, file => stamps[file.Index], StringComparer.Ordinal), now, checks.HasNatives,
            first.Results.ToDictionary(file => file.File.Path, StringComparer.Ordinal), Declared(checks, known.Values.Any(look => look.File.Language != Language.Rust) ? before?.Declared : null));
        return RuleFindings.Of(run);
    }

    /// <summary>What was looked for beside the project's files: now, and for the looks that still hold.</summary>
    private static Dictionary<string, string?> AllLooked(IReadOnlyDictionary<string, string?> now, Kept? before)
    {
        var looked = new Dictionary<string, string?>(before?.Manifests ?? ImmutableDictionary<string, string?>.Empty, StringComparer.Ordinal);
        foreach (var (path, content) in now) looked[path] = content;
        return looked;
    }

    /// <summary>The first looks of the last check that still hold.</summary>
    private static Dictionary<string, CheckedFile> Holding(ReviewJob job, FileStamp[] stamps, Kept before, FileChecks checks)
    {
        var changed = new HashSet<string>(StringComparer.Ordinal);
        var hasRust = false;
        foreach (var (at, file) in job.Project.Index())
        {
            if (before.Stamps[file.Path] == stamps[at] && FileStamps.Tells(stamps[at], before.Taken)) continue;
            changed.Add(file.Path);
            hasRust |= file.Language == Language.Rust;
        }
        // Bodies of Rust are read by whoever asks, and what Rust gives to Python may be anywhere in it.
        var holdsPython = !(hasRust && (checks.HasNatives || before.HasNatives)) && !changed.Any(path => before.Declared.TryGetValue(path, out var declared) && declared != Words(checks.InterfaceOf(path))
            || before.Declared.TryGetValue(path + Costs, out var costs) && costs != Words(checks.CostsOf(path)));
        // Why a file could not be read need not show in its stamp.
        return before.Looks.Where(look => look.Value.Analysis is not null && !changed.Contains(look.Key) && (look.Value.File.Language == Language.Rust ? !hasRust : holdsPython)).ToDictionary(StringComparer.Ordinal);
    }

    /// <param name="before">What was asked for the looks that still hold; null where none of Python does.</param>
    private static Dictionary<string, string> Declared(FileChecks checks, IReadOnlyDictionary<string, string>? before)
    {
        var declared = new Dictionary<string, string>(before ?? ImmutableDictionary<string, string>.Empty, StringComparer.Ordinal);
        foreach (var (path, found) in checks.InterfacesAsked) Add(path, Words(found));
        foreach (var (path, found) in checks.CostsAsked) Add(path + Costs, Words(found));
        return declared;

        // The file was written while the check ran: some looks know one version of it, some the other.
        void Add(string key, string words) => declared[key] = before?.GetValueOrDefault(key, words) is { } old && old != words ? Torn : words;
    }

    private static string Words(FunctionCosts? found) => found?.Words ?? "";

    /// <summary>All that an interface says, in its order.</summary>
    private static string Words(ModuleInterface? found)
    {
        if (found is null) return "";
        var words = new StringBuilder("module");
        foreach (var (name, target) in found.Exports) Add("export", name, target);
        foreach (var source in found.StarImports) Add("star", source);
        foreach (var (name, callee) in found.Made) Add("made", name, callee);
        foreach (var (name, fields) in found.Fields)
        {
            Add("fields", name);
            foreach (var path in fields.Bases) Add("base", path);
            foreach (var (field, type) in fields.Types) Add("field", field, type?.Name);
        }
        foreach (var (name, outline) in found.Classes)
        {
            Add("class", name, outline.Module, outline.Name, outline.NeedsBodies ? "bodies" : "");
            foreach (var path in outline.Bases) Add("base", path);
            foreach (var (member, said) in outline.Members)
            {
                Add("member", member, said.Kind.ToString(), said.Callee, said.Annotation, said.GivesPlainQuery ? "plain" : "", said.GivesQuery ? "query" : "");
                foreach (var argument in said.Arguments) Add("argument", argument.Keyword, argument.Path, argument.Text);
                foreach (var read in said.Reads) Add("read", read.ToString());
            }
        }
        return words.ToString();

        void Add(string kind, params ReadOnlySpan<string?> parts)
        {
            words.Append('\n').Append(kind);
            foreach (var part in parts) words.Append('\0').Append(part is null ? "-" : "=" + part);
        }
    }
}
