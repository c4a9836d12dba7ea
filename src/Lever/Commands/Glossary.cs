namespace Lever.Commands;

/// <summary>The words that reports use, for <c>lever explain</c>.</summary>
internal static class Glossary
{
    public static IReadOnlyDictionary<string, string> Terms { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["pattern"] = "Grade E0: only the code's shape stands behind the claim. All that may be said is that it \"may cost\".",
        ["estimated"] = "Grade E1: counts times unit costs stand behind the claim. It may be called \"worth up to\" a figure; the sizes assumed are shown with it.",
        ["profiled"] = "Grade E2: a profile puts time or memory there. Its share may be stated, and that fixing it is worth up to so much.",
        ["proven-isolated"] = "Grade E3: an experiment on the changed function. It may be called x times faster on the inputs measured.",
        ["call"] = "How a function of Rust is proven that takes more than plain types: `prove --setup STATEMENTS --call EXPR`, written as in the function's own file. `inputs.make()` gives a value of any plain type, `inputs.below(n)` a number, `size` how large things are to be; these are new in every round. A call that uses up or changes its variables gets new ones every time, and only the call is timed.",
        ["bench"] = "A bench of the crate's as an experiment: `prove --bench NAME`, or `NAME:ID` for one of criterion's benchmarks. Both versions are built and run in turns. Criterion's own samples are read; another bench with its own main function is timed as a whole. Benches for the compiler's harness (`#[bench]`) need a nightly toolchain.",
        ["proven-workload"] = "Grade E4: an experiment on the user's own workload. The workload may be called y % faster.",
        ["confirmed"] = "Grade E5: profiles of the fleet after release. What was saved may be stated.",
        ["grade"] = "What stands behind a claim, from weakest to strongest: pattern, estimated, profiled, proven-isolated, proven-workload, confirmed. Wording and exit code follow it; see --fail-on.",
        ["tier"] = "When a rule's findings are shown. A: from the code alone. B: where the code is at least warm. C: only where a profile gives the line weight. --all shows every tier.",
        ["role"] = "What kind of code a place is: hot, cold, init, test or library. [scope] in lever.toml and the comments `# lever: hot` and `# lever: init` beat the automatic classification. Tests and start-up code are quiet unless --all asks.",
        ["heat"] = "How often a place is expected to run without a profile: cold, warm or hot. A public function of a library that nothing in the project calls counts as warm.",
        ["hot"] = "Code on the path that matters: a profile or [scope] says so, or it is reached from a request handler, a task or a loop over data.",
        ["warm"] = "Code that is expected to run often enough to care, such as a library's public functions.",
        ["cold"] = "Code that runs rarely, such as error paths and command line parsing.",
        ["init"] = "Code that runs once, at import or start-up. Module level is init.",
        ["test"] = "Test code, by path and by the frameworks' markers. Only complexity and runtime matter there.",
        ["library"] = "Public code without an entry point in the project: its callers and its sizes are unknown.",
        ["lever"] = "What a fix works on, strongest first: algorithm, data-structure, allocation, avoided-work, boundary, interpreter. The order decides where nothing better is known.",
        ["worth"] = "What fixing a finding saves: the share of the goal's metric it takes, times the part of that a fix can remove, times the probability that it holds here; an interval. A finding in 3 % of the time is never worth more than 3 %.",
        ["break-even"] = "The sizes from which a fix pays. It holds whatever the sizes are.",
        ["regime"] = "The sizes, types and versions in which a rule's advice holds.",
        ["safe"] = "A patch that keeps observable behaviour under conditions that were checked; --fix applies it.",
        ["unsafe"] = "A patch that may change behaviour as its contract says; applied only with --fix --unsafe-fixes.",
        ["manual"] = "A finding without a patch: the fix is described, and yours to write.",
        ["fingerprint"] = "Names a finding by rule, symbol and code without line numbers, so that it survives edits elsewhere in the file. Baselines hold fingerprints, and for files that are renamed or moved a second one without the module's name.",
        ["flat"] = "A profile in which no function holds 10 % of the weight, or the ten heaviest hold under half. The review then looks for many small wins in place of one large.",
        ["baseline"] = "Findings that a project has accepted. Name its file under [baseline] in lever.toml, then write it with `lever check --write-baseline`.",
    };
}
