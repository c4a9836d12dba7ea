using System.Globalization;
using System.Text;
using Lever.Review.Findings;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python.AvoidedWork;

public sealed class MaterializedForSlice : PythonRule
{
    /// <summary>Up to this a slice may begin, and a length is a small one.</summary>
    private const int Nearest = 8;

    public override RuleInfo Info { get; } = new("py-materialized-for-slice", Language.Python, LeverClass.AvoidedWork, Technique.AvoidedWork, Tier.B)
    {
        Achievable = 0.9,
        Precision = 0.85,
        Checklist = ["PY2"],
        Doc = """
            A whole list is built, and only its first or last elements are read.

            ## Why it costs
            Every element is made and referred to: 10 to 20 ns each for the pairs of `items`, and what a generator or a mapping's
            `__getitem__` takes for each of its values. `next` and `itertools.islice` stop after what is read. A function of the file that
            works out a list, called for the first element alone, calls whatever it calls for all of them.

            ## Example
            ```python
            def preview(counts: dict, limit):
                lines = []
                for word, count in list(counts.items())[:limit]:
                    lines.append(f"{word}: {count}")
                return lines
            ```
            Use instead:
            ```python
            from itertools import islice

            def preview(counts: dict, limit):
                lines = []
                for word, count in islice(counts.items(), limit):
                    lines.append(f"{word}: {count}")
                return lines
            ```

            ## Keep it when
            There are hardly more elements than are read, or a generator has to run to its end for what it does on the way.

            ## Regime
            The first six pairs of a dict by `islice`, on CPython 3.8, 3.11 and 3.13: slower (0.8 to 1.0) at 6 pairs, 1.2, 1.4 and 1.2 times
            faster at 12, 5 to 7 times at 100, 40 to 60 times at 1,000. The first value by `next(iter(…))`: 1.2 to 1.6 times at three, 5 to
            6 times at 100. The first six and the last six, listing keys and fetching twelve values: slower (0.4 to 0.9) below 50, 1.4 to 2.0
            times faster at 100, 3 to 5 times at 1,000; at any size where making a value takes work. A function that
            works out a list was not measured apart: what it saves is the work for all elements but one.

            ## Patch safety
            `next` raises StopIteration where an index raises IndexError, and `islice` takes no negative bounds. A generator is no longer
            run to its end.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Call, Kind.ListComp, Kind.FunctionDef];

    public override IReadOnlyList<string> CalleeNames => ["list", "tuple"];

    public override void Visit(Node node, PythonContext context)
    {
        if (node.Kind == Kind.FunctionDef)
        {
            ListedForFirst.Visit(node, context);
            return;
        }
        var parent = (Kind)context.Tree.RawKinds[node.Parent.Id];
        if (parent is not (Kind.Subscript or Kind.Assign) || context.Module.FileRole is Role.Test) return;
        if (ReadOf(node, context) is not { } read || Roles.IsOnErrorPath(node)) return;
        if (SourceOf(node, context) is not { } source || !source.CanServe(read)) return;
        var size = context.SizeOf(node);
        if (size.IsSmall || IsCounted(node, source.Elements, context)) return;

        var repetition = context.RepetitionOf(node);
        if (repetition is { Trips.IsSmall: true }) return;
        var draft = context.Report(node, $"everything is listed, and {Which(read)}")
            .Cost(source.Copies ? "n*py.list.copy + 100ns" : "n*15ns + 100ns", "250ns", source.Copies ? "n > 200" : "n > 15")
            .Size("n", size)
            .AtTier(size.IsData ? Tier.B : Tier.C)
            .ForProfilesUnless(!source.Copies && (size.IsSeen || size.IsData && repetition is { Trips.IsSeen: true }));
        Fix(draft, context, node, source, read);
    }

    private static string Which(Read read) => (read.First, read.Last) switch
    {
        (true, true) => "only its two ends are read",
        (true, false) => read.IsSingle ? "only the first is read" : "only the first ones are read",
        _ => read.IsSingle ? "only the last is read" : "only the last ones are read",
    };

    private static void Fix(FindingDraft draft, PythonContext context, Node node, Source source, Read read)
    {
        if (source.Copies)
        {
            draft.Advise($"read `{source.Elements.Text}` itself at its ends");
            return;
        }
        if (read.Last)
        {
            if (node.Kind == Kind.ListComp) draft.Advise("cut what is gone through to the ends that are read, and build only those", "computing an element has no effect that is needed");
            else if (!read.First) draft.Advise("go through it from the end by `reversed`, no further than is read", "what is listed is a dict or a view of one");
            else draft.Advise("list the keys alone, and fetch the values of those that are read", "nothing changes between listing the keys and fetching");
            return;
        }
        var elements = node.Kind == Kind.ListComp ? $"({Encoding.UTF8.GetString(node.Bytes[1..^1].Trim(" \t\r\n"u8))})" : source.Elements.Text;
        var isStrange = source.Kind is SourceKind.Lazy or SourceKind.Unknown;
        var contract = new List<string>();
        if (isStrange) contract.Add("what makes the elements need not run to its end");
        var patch = new Patch(context.Module);
        if (node.Parent.AsSubscript is { } subscript)
        {
            if (subscript.Index.Kind != Kind.Slice && read.Upper == 1)
            {
                contract.Add("nothing waits for the IndexError of an empty one: `next` raises StopIteration");
                draft.FixWithConsent("take the first by `next`", IsInTry(node) ? null : patch.Replace(subscript.Node, source.Elements.Kind == Kind.GeneratorExp ? $"next({elements})" : $"next(iter({elements}))"), contract);
                return;
            }
            if (subscript.Index.AsSlice is { } slice)
            {
                if (read.Upper is null) contract.Add($"`{slice.Upper!.Value.Text}` is not negative");
                var bounds = slice.Lower is { } lower ? $"{lower.Text}, {slice.Upper!.Value.Text}" : slice.Upper!.Value.Text;
                patch.Replace(subscript.Node, $"{NameOf(node)}(islice({Wrapped(elements, source)}, {bounds}))");
                Bound(draft, patch, contract);
                return;
            }
        }
        if (read.Upper is { } upper && !read.UsesLength)
        {
            patch.Replace(node, string.Create(CultureInfo.InvariantCulture, $"{NameOf(node)}(islice({Wrapped(elements, source)}, {upper}))"));
            Bound(draft, patch, contract);
            return;
        }
        draft.Advise("stop after what is read, by `itertools.islice`", [.. contract, .. read.UsesLength ? (string[])["the length is that of what is listed"] : []]);
    }

    private static void Bound(FindingDraft draft, Patch patch, List<string> contract)
    {
        const string Summary = "stop after what is read, by `itertools.islice`";
        if (contract.Count == 0) draft.FixSafely(Summary, patch.Import("itertools", "islice"));
        else draft.FixWithConsent(Summary, patch.Import("itertools", "islice"), contract);
    }

    private static string NameOf(Node node) => node.AsCall is { } call ? call.Callee.Text : "list";

    /// <summary>A generator that was the only argument needs parentheses beside another.</summary>
    private static string Wrapped(string elements, Source source) => source.Elements.Kind == Kind.GeneratorExp && elements[0] != '(' ? $"({elements})" : elements;

    private static bool IsInTry(Node node)
    {
        for (var at = node; !at.IsRoot && !at.IsFunction; at = at.Parent)
            if (at.Parent.AsTry is { } attempt && attempt.Body.Id == at.Id) return true;
        return false;
    }

    private enum SourceKind { Copied, Hashed, View, Filled, Lazy, Unknown }

    /// <summary>What a list is made of.</summary>
    private readonly record struct Source(SourceKind Kind, Node Elements)
    {
        /// <summary>Does it have elements at places already, so that the list is a mere copy?</summary>
        public bool Copies => Kind == SourceKind.Copied;

        private bool IsKeys => Kind == SourceKind.View && Elements.AsCall?.Callee.AsAttribute is not { Name: "items" or "values" };

        /// <summary>Can what is read be had without the rest?</summary>
        public bool CanServe(Read read)
        {
            if (read.UsesLength && Kind is SourceKind.Lazy or SourceKind.Unknown) return false;
            // Listing the keys alone is how both ends are had.
            if (read.First && read.Last && IsKeys) return false;
            return !read.Last || Kind is SourceKind.Copied or SourceKind.View or SourceKind.Filled;
        }
    }

    private static Source? SourceOf(Node node, PythonContext context)
    {
        if (node.AsComprehension is { } comprehension)
        {
            // Its first element alone is the business of another rule.
            if (node.Parent.AsSubscript is { Index.AsConstant.Integer: 0 } || HasSuspension(node) || AreRows(comprehension.FirstGenerator.Iterable, context) || !context.IsLikelyPure(node)) return null;
            var isFilled = comprehension.OnlyGenerator is { Conditions.IsEmpty: true } only && context.TypeOf(only.Iterable)?.Kind is TypeKind.List or TypeKind.Tuple or TypeKind.Range;
            return new Source(isFilled ? SourceKind.Filled : SourceKind.Lazy, node);
        }
        if (node.AsCall is not { OnlyArgument: { } elements } call || !(context.IsBuiltin(call.Callee, "list") || context.IsBuiltin(call.Callee, "tuple"))) return null;
        if (elements.Kind is Kind.GeneratorExp) return HasSuspension(elements) ? null : new Source(SourceKind.Lazy, elements);
        if (elements.AsCall is { } made)
        {
            if (made.HasUnpacking || context.Path(made.Callee) is "builtins.sorted" or "itertools.islice" or "heapq.nlargest" or "heapq.nsmallest") return null;
            if (made is { ArgumentCount: 0, Callee.AsAttribute: { Name: "items" or "values" or "keys" } view })
                return context.TypeOf(view.Receiver)?.Kind is null or TypeKind.Dict or TypeKind.DefaultDict or TypeKind.Mapping ? new Source(SourceKind.View, elements) : null;
            if (context.Path(made.Callee) is "builtins.map" or "builtins.filter" or "builtins.zip" or "builtins.enumerate" or "builtins.reversed") return new Source(SourceKind.Lazy, elements);
        }
        switch (context.TypeOf(elements)?.Kind)
        {
            case TypeKind.List or TypeKind.Tuple or TypeKind.Range or TypeKind.Sequence: return new Source(SourceKind.Copied, elements);
            case TypeKind.Dict or TypeKind.DefaultDict or TypeKind.Mapping or TypeKind.View: return new Source(SourceKind.View, elements);
            // To make a set on the spot takes more than to list it.
            case TypeKind.Set or TypeKind.FrozenSet: return elements.Kind is Kind.Name or Kind.Attribute or Kind.Call ? new Source(SourceKind.Hashed, elements) : null;
            // Read elsewhere too, a generator has to be where it would have been.
            case TypeKind.Generator or TypeKind.Iterator or TypeKind.File: return elements.Kind == Kind.Name && context.SymbolAt(elements)?.OnlyReference is null ? null : new Source(SourceKind.Lazy, elements);
            // What a call gives may be a query, whose rows all come at once.
            case null or TypeKind.Iterable: return elements.Kind is Kind.Name or Kind.Attribute ? new Source(SourceKind.Unknown, elements) : null;
            default: return null;
        }
    }

    /// <summary>Are these rows of a table, which come all at once whatever is read of them?</summary>
    private static bool AreRows(Node iterable, PythonContext context)
    {
        if (iterable.AsBinOp is { } union) return AreRows(union.Left, context) || AreRows(union.Right, context);
        if (context.TypeOf(iterable)?.Kind is TypeKind.QuerySet or TypeKind.Query or TypeKind.Manager || context.ElementTypeOf(iterable)?.Kind == TypeKind.Model) return true;
        // A name that holds first a query and then a list has no type.
        if (iterable.Kind != Kind.Name || context.SymbolAt(iterable) is not { } symbol) return false;
        foreach (var definition in symbol.Definitions)
            if (definition.Kind == DefinitionKind.Assigned && context.TypeOf(definition.Value)?.Kind is TypeKind.QuerySet or TypeKind.Query) return true;
        return false;
    }

    private static bool HasSuspension(Node elements)
    {
        for (var id = elements.Id; id < elements.SubtreeEnd; id++)
            if ((Kind)elements.Tree.RawKinds[id] is Kind.Await or Kind.Yield or Kind.YieldFrom || elements.Tree[id].AsGenerator is { IsAsync: true }) return true;
        return false;
    }

    /// <summary>Does the function compare the number of elements with a small one, so that there are few?</summary>
    private static bool IsCounted(Node node, Node elements, PythonContext context)
    {
        if (node.EnclosingDef is not { } function) return true;
        var counted = elements.AsCall is { ArgumentCount: 0, Callee.AsAttribute: { } view } ? view.Receiver : elements;
        for (var id = function.Id; id < function.SubtreeEnd; id++)
        {
            if ((Kind)context.Tree.RawKinds[id] != Kind.Compare || context.Tree[id].AsCompare is not { IsChain: false, Right.AsConstant.Integer: <= Nearest } compare) continue;
            // A length may be kept under a name first.
            if ((compare.Left.AsCall ?? context.ValueOf(compare.Left)?.AsCall) is { OnlyArgument: { } measured } call && context.IsBuiltin(call.Callee, "len")
                && (measured.Bytes.SequenceEqual(counted.Bytes) || node.Parent.Kind == Kind.Assign && measured.Bytes.SequenceEqual(node.Parent.FirstChild.Bytes))) return true;
        }
        return false;
    }

    /// <summary>At which ends a list is read, where that is all that is done with it.</summary>
    /// <param name="Upper">Up to where from the front; null where that is decided when it runs.</param>
    private readonly record struct Read(bool First, bool Last, bool IsSingle, long? Upper, bool UsesLength)
    {
        public static readonly Read Length = new(false, false, true, 0, true);
        public static readonly Read Truth = new(false, false, true, 1, false);

        public Read With(Read other) =>
            new(First || other.First, Last || other.Last, IsSingle && other.IsSingle, Upper is { } one && other.Upper is { } two ? Math.Max(one, two) : null, UsesLength || other.UsesLength);
    }

    private static Read? ReadOf(Node node, PythonContext context)
    {
        if (node.Parent.Kind == Kind.Subscript) return EndRead(node);
        if (context.HolderOf(node) is not { IsCaptured: false } holder || holder.References.IsEmpty) return null;
        Read? all = null;
        foreach (var reference in holder.References)
        {
            var read = EndRead(reference);
            if (read is null && reference.Parent.AsCall is { OnlyArgument: not null } call && context.IsBuiltin(call.Callee, "len")) read = Read.Length;
            if (read is null && Usage.IsTested(reference)) read = Read.Truth;
            if (read is not { } own) return null;
            all = all is { } known ? known.With(own) : own;
        }
        return all is { First: true } or { Last: true } ? all : null;
    }

    private static Read? EndRead(Node value)
    {
        if (value.Parent.AsSubscript is not { } subscript || subscript.Value.Id != value.Id || Usage.IsStored(subscript.Node)) return null;
        // A list whose second and third element are read by their places has just these, as a rule.
        if (subscript.Index.AsConstant is { Integer: 0 }) return new Read(true, false, true, 1, false);
        if (Negated(subscript.Index) is { AsConstant.Integer: 1 }) return new Read(false, true, true, 0, false);
        if (subscript.Index.AsSlice is not { Step: null } slice) return null;
        if (slice.Upper is null) return slice.Lower is { } lower && Negated(lower) is { } count && IsBound(count) ? new Read(false, true, false, 0, false) : null;
        if (slice.Lower is not (null or { AsConstant.Integer: <= Nearest }) || !IsBound(slice.Upper.Value)) return null;
        return new Read(true, false, false, slice.Upper.Value.AsConstant?.Integer, false);
    }

    private static Node? Negated(Node index) => index.AsUnary is { Op: UnaryOperator.USub } negated ? negated.Operand : null;

    /// <summary>A small number, or a name for one.</summary>
    private static bool IsBound(Node bound) => bound.Kind is Kind.Name or Kind.Attribute || bound.AsConstant is { Integer: > 0 and <= 100 };
}
