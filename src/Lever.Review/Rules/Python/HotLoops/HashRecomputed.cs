using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.HotLoops;

public sealed class HashRecomputed : PythonRule
{
    public override RuleInfo Info { get; } = new("py-hash-recomputed", Language.Python, LeverClass.AvoidedWork, Technique.AvoidedWork, Tier.C)
    {
        Achievable = 0.5,
        Precision = 0.85,
        Checklist = ["PY10"],
        Doc = """
            A class works out its hash anew on each look-up, from fields that only the constructor sets.

            ## Why it costs
            Every look-up in a dict or set asks for the hash. It makes a tuple of the fields and hashes each of them again, and where a field is a
            tuple or an object with such a hash of its own, all that it holds.

            ## Example
            ```python
            class Signature:
                def __init__(self, name, types):
                    self.name = name
                    self.types = types

                def __eq__(self, other):
                    return self.name == other.name and self.types == other.types

                def __hash__(self):
                    return hash((self.name, tuple(self.types)))
            ```
            Use instead:
            ```python
            class Signature:
                def __init__(self, name, types):
                    self.name = name
                    self.types = types
                    self._hash = hash((name, tuple(types)))

                def __eq__(self, other):
                    return self.name == other.name and self.types == other.types

                def __hash__(self):
                    return self._hash
            ```

            ## Keep it when
            Most objects are hashed once or never, or a field changes after the object is made. Where objects are pickled, the hash of a text
            is another one in another process: the kept hash must be left out.

            ## Regime
            An object made once and sought ten times, its hash made of a name and a tuple of n numbers: 1.9, 1.5 and 1.4 times faster at one number on
            CPython 3.8, 3.11 and 3.13, 1.7, 1.6 and 1.7 times at four, 2.4, 2.6 and 2.4 times at thirty; of fields that have such hashes
            themselves about 3.5 times. An object that is never sought pays for a hash that nobody asks for.

            ## Patch safety
            No patch: someone has to say that no field changes, that subclasses make their fields before the hash is worked out, and what
            pickling does with it.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.FunctionDef];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.Kind != Kind.FunctionDef || !node.Child(1).Bytes.SequenceEqual("__hash__"u8) || node.Parent.Parent is not { Kind: Kind.ClassDef } owner || context.Module.FileRole is Role.Test || node.AsFunction is not { } function) return;
        if (Worked(function, context) is not { } fields || !HasFields(fields, context)) return;
        context.Report(function.Identifier, $"the hash of `{owner.Child(1).Text}` is worked out anew on each look-up, from what only the constructor sets")
            .Label(fields, "made and hashed each time")
            .Cost($"n*(py.call.method + {fields.Children.Count}*py.getattr + py.tuple.literal)", "n*(py.call.method + py.getattr)")
            .Size("n", Size.Unknown)
            .ForProfilesUnless(false)
            .Advise("keep the hash in a field, worked out in the constructor or on the first look-up", "no field changes after the object is made");
    }

    /// <summary>The tuple in <c>return hash((…))</c>, where the method does nothing else.</summary>
    private static Node? Worked(FunctionView function, PythonContext context)
    {
        var last = function.Body.LastChild;
        foreach (var statement in function.Body.Children)
            if (statement != last && statement.AsExpressionStatement is not { Kind: Kind.Constant }) return null;
        if (last.Kind != Kind.Return || last.Optional(0)?.AsCall is not { OnlyArgument: { Kind: Kind.Tuple } fields } call || !context.IsBuiltin(call.Callee, "hash")) return null;
        return fields.Children.Count > 1 ? fields : null;
    }

    /// <summary>Does the tuple read two fields or one that holds many, and nothing but what constructors alone bind?</summary>
    private static bool HasFields(Node fields, PythonContext context)
    {
        var (count, isLong) = (0, false);
        for (var id = fields.Id; id < fields.SubtreeEnd; id++)
        {
            var part = context.Tree[id];
            if (part.AsCall is { } call)
            {
                if (context.Path(call.Callee) is not ("builtins.tuple" or "builtins.frozenset" or "builtins.type" or "builtins.sorted" or "dict.items")) return false;
                isLong |= context.Path(call.Callee) != "builtins.type";
            }
            if (part.Kind is Kind.Name && !context.Module.Classes.IsSelf(part) && context.Known(part) is null) return false;
            if (!context.Module.Classes.IsSelf(part)) continue;
            if (part.Parent.AsCall is { } typed && context.IsBuiltin(typed.Callee, "type")) continue;
            if (part.Parent.AsAttribute is not { } attribute || attribute.Receiver != part) return false;
            if (attribute.Name == "__class__") continue;
            if (!ConstructedAttributes.Includes(attribute, context)) return false;
            count++;
        }
        return count > 1 || count == 1 && isLong;
    }
}
