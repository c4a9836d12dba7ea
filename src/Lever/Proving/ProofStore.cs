using System.Collections.Immutable;
using Lever.Experiments;
using Lever.Experiments.Plans;
using Lever.Experiments.Proofs;
using Lever.Workspace;

namespace Lever.Proving;

/// <summary>A proof with the file it is kept in.</summary>
internal sealed record StoredProof(string File, Proof Proof);

/// <summary>
/// The proofs of a project, under <c>.lever/proofs</c>, which git is told to ignore. Plans and what was measured so far stand there while an
/// experiment runs, so that one that was killed goes on where it was.
/// </summary>
internal sealed class ProofStore(string project)
{
    public const string Ending = ".lever-proof.json";

    public string Folder { get; } = Path.Join(project, ".lever", "proofs");

    /// <summary>Runs a plan; its blocks go to a journal as they come.</summary>
    public ExperimentResult Run(Plan plan, StartSubject start, Workbench bench, GlobalChoices chosen, string what)
    {
        var path = Path.Join(Folder, PlanJson.Hash(plan)[..16] + ".journal");
        using var progress = bench.Progress(chosen, $"{what}: measured", plan.MostBlocks, "blocks at most");
        void Report(ExperimentProgress at) => progress.Report(at.Blocks, string.Create(System.Globalization.CultureInfo.InvariantCulture, $", ratio {at.Ratio:0.00} so far, {at.Seconds:0} s"));
        ExperimentResult result;
        try
        {
            Prepare();
            using var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            var (journal, problem) = Journal.Open(stream, plan, bench.Host.Clock.GetUtcNow());
            if (problem is not null) bench.Host.Error.WriteLine($"lever: {path}: {problem}");
            else if (journal!.Blocks.Length > 0 && !chosen.IsQuiet) bench.Host.Error.WriteLine(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"going on after {journal.Blocks.Length} blocks of an earlier run"));
            result = Experiment.Run(plan, start, bench.Host.Clock, journal, Report, bench.Stop);
        }
        catch (Exception trouble) when (Trouble.IsExpected(trouble))
        {
            // Without a place for the journal the experiment can still be run; it only cannot be continued.
            bench.Host.Error.WriteLine($"lever: {path}: {Trouble.Explain(trouble)}; the experiment cannot be continued if it is interrupted");
            return Experiment.Run(plan, start, bench.Host.Clock, null, Report, bench.Stop);
        }
        if (!result.StoppedEarly) File.Delete(path);
        return result;
    }

    /// <summary>Writes a proof, whole or not at all.</summary>
    /// <returns>Its file, or why it could not be written.</returns>
    public (string? File, string? Problem) Keep(Proof proof)
    {
        var name = Name(proof);
        var path = Path.Join(Folder, name);
        try
        {
            Prepare();
            var temporary = Path.Join(Folder, $".{name}.{Guid.NewGuid():N}");
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                stream.Write(ProofFile.Write(proof));
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: true);
            return (path, null);
        }
        catch (Exception trouble) when (Trouble.IsExpected(trouble))
        {
            return (null, $"{path}: {Trouble.Explain(trouble)}");
        }
    }

    /// <summary>The name that a proof is kept under: what it is about, and which plan.</summary>
    public static string Name(Proof proof)
    {
        var about = string.Concat(proof.Subject.Symbol.Where(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-'));
        about = about.Length is 0 ? "proof" : about.Length > 60 ? about[..60] : about;
        return $"{about}-{PlanJson.Hash(proof.Plan)[..12]}{Ending}";
    }

    /// <summary>All proofs, the newest first. Files that cannot be read are told to <paramref name="problem"/>.</summary>
    public IReadOnlyList<StoredProof> All(Action<string>? problem = null)
    {
        if (!Directory.Exists(Folder)) return [];
        var found = new List<StoredProof>();
        foreach (var file in Directory.EnumerateFiles(Folder, "*" + Ending).Order(StringComparer.Ordinal))
        {
            var (proof, trouble) = Read(file);
            if (proof is not null) found.Add(new StoredProof(file, proof));
            else problem?.Invoke($"{file}: {trouble}");
        }
        return [.. found.OrderByDescending(each => each.Proof.Ended)];
    }

    /// <returns>The proof in a file, or what is wrong with it.</returns>
    public static (Proof? Proof, string? Problem) Read(string file)
    {
        try
        {
            var (proof, problems) = ProofFile.Read(File.ReadAllBytes(file));
            return (proof, problems is { IsDefaultOrEmpty: false } ? problems[0].ToString() : null);
        }
        catch (Exception trouble) when (Trouble.IsExpected(trouble))
        {
            return (null, Trouble.Explain(trouble));
        }
    }

    private void Prepare()
    {
        Directory.CreateDirectory(Folder);
        var ignore = Path.Join(project, ".lever", ".gitignore");
        if (!File.Exists(ignore)) File.WriteAllText(ignore, "*\n");
    }
}
