using System.CommandLine;
using System.Globalization;
using Lever.Proving;
using Lever.Review.Findings;
using Lever.ShellCompletion;
using Lever.Workspace;

namespace Lever.Commands;

/// <summary><c>lever apply</c>: makes a fix that is proven.</summary>
internal static class ApplyCommand
{
    private const string Summary = "Make the fix of a finding, if an experiment has shown that it helps";

    private static HelpPage Page() => new(Summary)
    {
        About = "The fix is made only where a proof of it exists that still holds: of the same code, with the same interpreter. The file is written whole or not at all.",
        Examples =
        [
            ("lever apply src/feed/dedupe.py:17", "after `lever prove src/feed/dedupe.py:17`"),
            ("lever apply 3fa9c1 --require proven-workload", "only if a workload was shown to gain"),
            ("lever apply 3fa9c1 --require estimated", "without any proof; `lever check --fix` does the same for fixes that keep behaviour"),
        ],
        ExitCodes = [("0", "applied"), ("2", "no such finding, or it has no patch"), ("4", "not proven as required, or it does not compile; nothing was changed"), ("3", "the file cannot be written")],
        Next = "`git diff` shows what was changed.",
    };

    public static Command Create(GlobalOptions global, Host host)
    {
        var finding = new Argument<string>("FINDING") { Description = "A fingerprint, the start of one, or PATH:LINE[:RULE]" }.Offering(Offers.Files);
        var require = Options.Choice("--require", "GRADE", "The least that must stand behind the fix", ProofStanding.Grades);
        var cargo = Options.Flag("--cargo", "Have cargo check an edit in Rust first, in a copy; what does not compile is not made");
        var command = new TaughtCommand("apply", Summary, Page) { finding, require, cargo };
        command.SetAction(parsed => Run(parsed.GetValue(finding)!, parsed.GetValue(require)!, parsed.GetValue(cargo), global.Read(parsed), host));
        return command;
    }

    private static int Run(string name, string required, bool asksCargo, GlobalChoices chosen, Host host)
    {
        var (found, problem) = FindingLocator.Find(name, host, chosen);
        if (found is null) return ProveCommand.Refuse(host, problem!);
        var finding = found.Finding;
        if (finding.Fix.Edits.Count == 0) return ProveCommand.Refuse(host, $"the finding has no patch, only advice: {finding.Fix.Summary}");
        var standing = ProofStanding.Of(found, required);
        if (standing.Lack is { } lack)
        {
            host.Error.WriteLine($"lever: nothing was changed: {lack}");
            foreach (var expired in standing.Expired) host.Error.WriteLine($"  {DisplayPath.Of(expired.Stored.File, host.CurrentFolder)} no longer holds: {expired.Reason}");
            var place = string.Create(CultureInfo.InvariantCulture, $"{finding.Path}:{finding.Range.Start.Line}");
            host.Error.WriteLine($"  Prove it: lever prove {place}{(required == "proven-workload" ? " --workload CMD" : "")}");
            return ExitCode.NoVerdict;
        }
        using (var judge = asksCargo ? new CargoJudge(host) : null)
            if (judge is not null && judge.Keep([finding], _ => (found.File, found.Analysed)).Count == 0) return ExitCode.NoVerdict;
        var outcome = FixWriter.Write(found.File, found.Analysed, [finding]);
        if (outcome.Trouble is { } trouble)
        {
            host.Error.WriteLine($"lever: {finding.Path}: not changed: {trouble}");
            return ExitCode.Fault;
        }
        host.Out.Write(string.Create(CultureInfo.InvariantCulture, $"{finding.Path}:{finding.Range.Start.Line}: {finding.Fix.Summary} ({finding.Rule.Name})\n"));
        if (standing.Stored is { } stored) host.Out.Write($"  {stored.Proof.MaySay[0]}\n");
        // A proof holds of code that was built.
        if (finding.Rule.Language == Language.Rust && !asksCargo && standing.Stored is null) host.Error.WriteLine(CargoJudge.Unjudged);
        foreach (var clause in finding.Fix.Contract) host.Out.Write($"  mind: {clause}\n");
        host.Out.Flush();
        return ExitCode.Fine;
    }
}
