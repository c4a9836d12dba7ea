using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.Api;

public sealed class PickleProtocol : PythonRule
{
    /// <summary>The last protocol that Python 2 reads. The third, and all after it, write bytes as bytes.</summary>
    private const long Oldest = 2;

    public override RuleInfo Info { get; } = new("py-pickle-protocol", Language.Python, LeverClass.Boundary, Technique.Api, Tier.C)
    {
        Achievable = 0.95,
        Precision = 0.85,
        Doc = """
            Objects are pickled by a protocol of Python 2.

            ## Why it costs
            Protocols 0 to 2 know no bytes: they write them as text, three times as long and twenty times slower. Protocols 0 and 1 write each
            object by the name of its class and a call. Protocol 4 keeps short what comes again: pickles of objects and dicts are a third smaller.

            ## Example
            ```python
            import pickle

            def store(index: dict, path):
                with open(path, "wb") as file:
                    pickle.dump(index, file, 2)
            ```
            Use instead:
            ```python
            import pickle

            def store(index: dict, path):
                with open(path, "wb") as file:
                    pickle.dump(index, file, pickle.HIGHEST_PROTOCOL)
            ```

            ## Keep it when
            A program on Python 2 reads the pickle.

            ## Regime
            Rows with a name, a digest of 32 bytes and two numbers, written and read again, on CPython 3.8, 3.11 and 3.13: 2.6 to 2.8 times
            faster for one, 2.9 to 3.9 times for 1,000 against protocol 2. Without bytes protocol 2 takes no longer, only half as much room
            again; objects take 2 to 4 times as long to write by protocol 1, 3 to 5 times by protocol 0.

            ## Patch safety
            Every Python since 3.8 reads protocol 5, every one since 3.4 protocol 4. What is kept and compared as bytes changes.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Call];

    public override IReadOnlyList<string> CalleeNames => ["dump", "dumps", "Pickler"];

    public override void Visit(Node node, PythonContext context)
    {
        if (context.Module.FileRole is Role.Test || node.AsCall is not { HasUnpacking: false } call) return;
        var place = context.Path(call.Callee) ?? context.Module.Names.PathOf(call.Callee);
        int? position = place switch
        {
            "pickle.dumps" or "cPickle.dumps" or "pickle.Pickler" or "cPickle.Pickler" => 1,
            "pickle.dump" or "cPickle.dump" => 2,
            _ => null,
        };
        if (position is not { } at || (call.Keyword("protocol") ?? call.Positional(at)) is not { } protocol || protocol.AsConstant is not { Integer: >= 0 and <= Oldest and var number }) return;
        context.Report(node, $"protocol {number} writes for Python 2")
            .Cost("n*py.call", "0.5*n*py.call")
            .Size("n", Size.Unknown)
            .ForProfilesUnless(false)
            .FixWithConsent("write by the newest protocol", new Patch(context.Module).Replace(protocol, HighestFor(call)), "no Python 2 reads the pickle", "nothing compares pickles as bytes");
    }

    /// <summary>The newest protocol, by a name of the module where that is how the function is called.</summary>
    private static string HighestFor(CallView call) => call.Callee.AsAttribute is { Receiver: { Kind: Kind.Name } module } ? $"{module.Text}.HIGHEST_PROTOCOL" : "-1";
}
