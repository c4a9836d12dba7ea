using System.CommandLine;
using System.Globalization;
using System.Text;
using Lever.Experiments;
using Lever.Experiments.Proofs;
using Lever.Proving;
using Lever.ShellCompletion;
using Lever.Workspace;

namespace Lever.Commands;

/// <summary><c>lever replay</c>: does a proof come out the same again?</summary>
internal static class ReplayCommand
{
    private const string Summary = "Run the experiment of a proof again and compare";

    private static HelpPage Page() => new(Summary)
    {
        About = "The change that the proof holds is tried again on the code as it is now, by the same plan. Both verdicts and figures are shown side by side; the new proof is kept beside the old one.",
        Examples = [("lever replay .lever/proofs/feed.dedupe.unique-3fa9c1.lever-proof.json", "on this machine, now")],
        ExitCodes =
        [
            ("0", "the same verdict again, the figures agree"), ("1", "another verdict, or figures that do not overlap"), ("2", "the file is no proof, or its change does not apply any more"),
            ("4", "no verdict this time"), ("7", "this machine does not agree with itself closely enough"), ("130", "interrupted"),
        ],
        Next = "`lever doctor` lists the proofs whose code or toolchain has moved.",
    };

    public static Command Create(GlobalOptions global, Host host)
    {
        var file = new Argument<string>("PROOF") { Description = "A *.lever-proof.json file" }.Offering(Offers.Files);
        var options = new ProveOptions();
        var command = new TaughtCommand("replay", Summary, Page) { file };
        command.SetAction(parsed => Run(parsed.GetValue(file)!, global, global.Read(parsed), options, host));
        return command;
    }

    private static int Run(string file, GlobalOptions global, GlobalChoices chosen, ProveOptions options, Host host)
    {
        var path = Path.GetFullPath(file, host.CurrentFolder);
        var (old, problem) = ProofStore.Read(path);
        if (old is null) return ProveCommand.Refuse(host, $"{file}: {problem}");
        if (old.Patch.Length == 0) return ProveCommand.Refuse(host, $"{file}: the proof holds no change that could be tried again");
        var configuration = Configuration.OfCurrentFolder(chosen, host);
        if (configuration is null) return ExitCode.Usage;
        // The arguments are those of `prove`, so they are read as it reads them.
        var command = new Command("prove");
        options.AddTo(command);
        global.AddTo(command);
        var (request, wrong) = options.Read(command.Parse([.. old.Arguments])).Request(configuration, chosen, host);
        if (request is null) return ProveCommand.Refuse(host, $"{file}: {wrong}");
        request = request with
        {
            Project = ProjectOf(path) ?? configuration.Folder, Plan = old.Plan, Agreed = old.Equivalence.Agreed,
            Agreement = old.Equivalence.Agreed.IsEmpty ? request.Agreement : Experiments.Equivalence.Agreement.FromContract(old.Equivalence.Agreed, request.Agreement.Floats) with { Clauses = request.Agreement.Clauses.Union(Experiments.Equivalence.Agreement.FromContract(old.Equivalence.Agreed, request.Agreement.Floats).Clauses) },
        };
        var bench = new Workbench(host);
        var (sides, refused) = ProofSides.OfPatch(request.Project, Encoding.UTF8.GetBytes(old.Patch), bench.Folders);
        if (sides is null) return ProveCommand.Refuse(host, $"{file}: its change does not apply to the code as it is: {refused}");
        using (sides)
        {
            var store = new ProofStore(request.Project);
            var proof = new Prover(bench, chosen, store).Prove(request, sides) with { Replay = old.Replay };
            proof = proof with { Subject = proof.Subject with { Fingerprint = old.Subject.Fingerprint, Rule = old.Subject.Rule } };
            if (proof.StoppedEarly) return ExitCode.Interrupted;
            var moved = sides.Hashes == old.Plan.Arms ? "" : "; the code is not quite the same as it was";
            host.Out.Write($"then  {Line(old)}\nnow   {Line(proof)}\n{Conclusion(old, proof)}{moved}\n");
            host.Out.Flush();
            if (proof.Verdict is Verdict.HostUnfit or Verdict.Inconclusive && old.Verdict != proof.Verdict) return VerdictExit.Code(proof.Verdict, false);
            return Agrees(old, proof) ? ExitCode.Fine : ExitCode.Found;
        }
    }

    private static string Line(Proof proof) => string.Create(CultureInfo.InvariantCulture,
        $"{Names.Of(proof.Verdict),-24}{(proof.Effect is { } effect ? $"{effect.Estimate:0.00} ({effect.Low:0.00} to {effect.High:0.00}), {proof.Unit}" : proof.Reason)}, {proof.Plan.Interpreter}, {proof.Ended:yyyy-MM-dd HH:mm}");

    private static bool Agrees(Proof old, Proof now) =>
        old.Verdict == now.Verdict && (old.Effect is not { } then || now.Effect is not { } again || then.Low <= again.High && again.Low <= then.High);

    private static string Conclusion(Proof old, Proof now) => old.Verdict != now.Verdict ? "the verdict is another one"
        : Agrees(old, now) ? "the same verdict; the figures agree" : "the same verdict, but the figures do not overlap";

    /// <summary>A proof lies in PROJECT/.lever/proofs, unless it was moved.</summary>
    private static string? ProjectOf(string path)
    {
        var proofs = Path.GetDirectoryName(path);
        var own = Path.GetDirectoryName(proofs);
        return Path.GetFileName(proofs) == "proofs" && Path.GetFileName(own) == ".lever" ? Path.GetDirectoryName(own) : null;
    }
}
