using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Rust.Allocations;

public sealed class MissingWithCapacity : RustRule
{
    public override RuleInfo Info { get; } = new("rs-missing-with-capacity", Language.Rust, LeverClass.Allocation, Technique.Allocation, Tier.B)
    {
        Checklist = ["RS2"],
        Doc = """
            A map, vector or string that is made empty and then filled by a loop whose number of turns is known before it starts.

            ## Why it costs
            It grows by doubling: each time, new memory is asked for and everything in it is moved. A hash map hashes all of its keys again:
            33 ns an insertion against 12 ns with capacity. A `Vec` moves plain memory: 31 ns against 15 ns for 8 elements, 7 % at 1,000.

            ## Example
            ```rust
            use std::collections::HashMap;

            pub fn places(ids: &[u64]) -> HashMap<u64, usize> {
                let mut places = HashMap::new();
                for (place, id) in ids.iter().enumerate() {
                    places.insert(*id, place);
                }
                places
            }
            ```
            Use instead:
            ```rust
            use std::collections::HashMap;

            pub fn places(ids: &[u64]) -> HashMap<u64, usize> {
                let mut places = HashMap::with_capacity(ids.len());
                for (place, id) in ids.iter().enumerate() {
                    places.insert(*id, place);
                }
                places
            }
            ```

            ## Keep it when
            Few turns add something: memory for 200 elements that gets 10 costs more than it saves. Loops that add under a condition are shown with
            `--all` only, and loops that end early are not. Neither are collections that are filled once a call, or by turns that wait or may fail, shown
            without a profile. `collect` and `extend` reserve by themselves.

            ## Regime
            All sizes and versions: a map was filled 2.6 times as fast at 8 keys, 3.6 times at 50,000. Vectors gain little once they are long.

            ## Patch safety
            The capacity shows in `capacity()` alone. It is the length of something that is in memory already; where it is a number, that number
            must not come from an input that nobody checks, since so much memory is asked for at once.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.Let];

    public override void Visit(Node node, RustContext context)
    {
        if (node.AsLet is not { Value: { } value, Name: { IsMut: true } } let || !IsMadeEmpty(value)) return;
        var module = context.Module;
        if (module.BindingAt(let.Pattern) is not { } made || ContainerOf(module.TypeOf(made), module) is not { } container) return;
        if (Filling.Of(made, node, container == Container.String, module) is not { } filling) return;
        if (LengthOf(filling.Loop.AsFor!.Value.Iterator, container == Container.String, module) is not { } length) return;
        var trips = module.Loops.TripsOf(new Loop(filling.Loop));
        if (trips is { Origin: TripOrigin.Fixed, Count: < 5 }) return;
        Report(node, value, made, container, filling, length, trips, context);
    }

    private static void Report(Node node, Node value, Binding made, Container container, Filling filling, Length length, Trips trips, RustContext context)
    {
        var isMap = container == Container.Map;
        var finding = context.Report(value, $"`{made.Name}` is made empty and grows step by step, though what fills it has a known length")
            .LabelHead(filling.Loop, filling.IsAlways ? "adds an element on each turn" : "adds an element on some turns")
            .Cost(isMap ? "n*rust.hashmap.insert" : "rust.vec.small + n*rust.vec.push", isMap ? "n*rust.hashmap.insert.reserved" : "rust.vec.small.reserved + n*rust.vec.push.reserved")
            .Size("n", Copies.SizeOf(trips))
            // Once a call it is a few allocations; beside work that waits, fails or asks the system none of them shows.
            .ForProfilesUnless(RustRoles.IsRepeated(node, context.Module) && (isMap || !IsCollectable(filling)) && IsShort(filling.Loop.Child(3)) && !context.Module.Loops.DoesLargerWork(new Loop(filling.Loop)));
        if (length.IsNumber) finding.AtTier(Tier.C);
        if (!filling.IsAlways) finding.AtTier(Tier.C).Ask("Do most turns add an element?");
        else if (!filling.IsDistinct) finding.AtTier(Tier.C).Ask("Are most of the added elements different?");
        var capacity = length.Text is { } text && !Copies.MayChange(length.Source, node.SubtreeEnd, filling.Loop.Id, context.Module) && IsBoundBefore(length.Source, node, context.Module)
            ? filling.Before == 0 ? text : $"{filling.Before} + {text}" : null;
        if (capacity is null)
        {
            finding.Advise($"reserve the loop's number of turns in `{made.Name}` before it starts");
            return;
        }
        var summary = $"make it with room for `{capacity}` elements";
        var patch = WithCapacity(value, capacity, made, context.Module);
        if (length.IsNumber) finding.FixWithConsent(summary, patch, "the number does not come from an input that nobody checks");
        else if (!filling.IsAlways) finding.FixWithConsent(summary, patch, "most turns add an element: where none does, memory is asked for that was not needed before");
        else finding.FixSafely(summary, patch);
    }

    /// <summary>A few lines that call no closures: longer ones take longer than the growth.</summary>
    private static bool IsShort(Node body)
    {
        for (var id = body.Id; id < body.SubtreeEnd; id++)
            if (body.Tree[id].Kind == Kind.Closure && id - body.Id > 0 && body.Tree[id].SubtreeEnd - id > 12) return false;
        return body.SubtreeEnd - body.Id <= 80;
    }

    private enum Container
    {
        Vector,
        Map,
        String,
    }

    private static bool IsMadeEmpty(Node value) => value.Kind switch
    {
        Kind.Call => !value.AsCall!.Value.Arguments.GetEnumerator().MoveNext() && value.FirstChild.AsPath is { } path && (path.NameBytes.SequenceEqual("new"u8) || path.NameBytes.SequenceEqual("default"u8)),
        Kind.MacroCall => value.AsMacroCall is { IsParsed: true, Arguments.IsEmpty: true } macro && macro.Is("vec"u8),
        _ => false,
    };

    private static Container? ContainerOf(RustType type, RustModule module)
    {
        if (type.Kind != TypeKind.Path) return null;
        if (type.IsString) return Container.String;
        if (type.IsVec || type.Is(RustLibrary.VecDeque) || type.Path == "std::collections::BinaryHeap") return Container.Vector;
        if (type.Symbol is { } symbol) return symbol.Is(RustFacts.Hashed) && symbol.Is(RustFacts.Heap) ? Container.Map : null;
        // A collection of the project's own.
        return module.Index.HasFunction(type.Key.Below("with_capacity"u8)) ? Container.Vector : null;
    }

    /// <summary>Would a `collect` or `extend` say the same? The loop does nothing but push.</summary>
    private static bool IsCollectable(Filling filling) => filling.Loop.Child(3) is { } body && body.AsBlock?.Only is not null;

    private static Patch? WithCapacity(Node value, string capacity, Binding made, RustModule module)
    {
        var patch = new Patch(module);
        if (value.Kind == Kind.MacroCall) return patch.Replace(value, $"Vec::with_capacity({capacity})");
        if (value.FirstChild.AsPath is not { } path || !path.NameBytes.SequenceEqual("new"u8) || path.QualifierName is null) return null;
        return module.TypeOf(made).PathId == RustLibrary.HashMap || module.TypeOf(made).Path is "std::collections::HashSet" or "std::collections::BinaryHeap" || module.TypeOf(made) is { IsVec: true } or { IsString: true } || module.TypeOf(made).Is(RustLibrary.VecDeque)
            ? patch.Replace(path.NameSpan, "with_capacity").Replace(new Lever.Syntax.Text.Span(value.End - 1, value.End - 1), capacity) : null;
    }

    private static bool IsBoundBefore(Node source, Node place, RustModule module)
    {
        for (var id = source.Id; id < source.SubtreeEnd; id++)
            if (module.BindingAt(module.Tree[id]) is { } variable && variable.Node.Id > place.Id) return false;
        return true;
    }

    /// <param name="Text">The length as source; null where it would repeat work.</param>
    /// <param name="Source">What the text reads.</param>
    /// <param name="IsNumber">Is it a number that nothing in memory vouches for?</param>
    private readonly record struct Length(string? Text, Node Source, bool IsNumber);

    /// <summary>The length of what a `for` goes through; null where it is known only in the end.</summary>
    private static Length? LengthOf(Node iterator, bool isText, RustModule module)
    {
        var at = iterator.Bare;
        while (at.AsMethodCall is { } call)
        {
            var isStep = call.Name switch
            {
                "iter" or "iter_mut" or "into_iter" or "keys" or "values" or "values_mut" or "into_keys" or "into_values" or "enumerate" or "rev" or "cloned" or "copied" or "as_slice" or "as_bytes" or "bytes" => call.ArgumentCount == 0,
                "chars" or "char_indices" => isText && call.ArgumentCount == 0,
                "map" or "inspect" or "zip" => call.ArgumentCount == 1,
                "drain" => call.OnlyArgument is { Kind: Kind.Range } all && all.AsRange is { From: null, To: null },
                _ => false,
            };
            if (!isStep) break;
            at = call.Receiver.Bare;
        }
        if (at.AsRange is { } range) return OfRange(range, module);
        var type = module.TypeOf(at);
        var bare = type.WithoutReferences;
        // Methods and loops look behind guards and boxes.
        while (!HasLength(bare, isText) && bare.Symbol is { Deref.Kind: TypeKind.Hole }) bare = bare.Argument(0).WithoutReferences;
        if (!HasLength(bare, isText)) return null;
        if (at.Kind == Kind.Index || !IsPlace(at)) return new Length(null, at, false);
        return new Length(at.Text + ".len()", at, false);
    }

    private static Length? OfRange(RangeView range, RustModule module)
    {
        if (range.To is not { } to) return null;
        if (range.From?.AsLiteral is not { Integer: 0 } || !IsPlace(to) && to.AsMethodCall is not { Name: "len", ArgumentCount: 0 }) return new Length(null, to, true);
        if (module.TypeOf(to) is not { Kind: TypeKind.Path, Path: "usize" }) return new Length(null, to, true);
        return new Length(range.IsClosed ? to.Text + " + 1" : to.Text, to, to.Kind != Kind.MethodCall);
    }

    private static bool HasLength(RustType type, bool isText) =>
        type.IsSliceLike || type.Is(RustLibrary.ExactIterator) || type.Is(RustLibrary.SliceIterator) || type.Kind == TypeKind.Path && type.Symbol is { } symbol && symbol.Is(RustFacts.Hashed | RustFacts.Ordered) && symbol.Is(RustFacts.Heap)
        || type.Is(RustLibrary.VecDeque) || isText && (type.IsStr || type.IsString);

    private static bool IsPlace(Node node)
    {
        while (node.Kind == Kind.FieldAccess) node = node.FirstChild.Bare;
        return node.Kind == Kind.Path;
    }

    /// <summary>The loop that fills a collection.</summary>
    /// <param name="Before">How many elements are put in before it.</param>
    /// <param name="IsAlways">Does each turn add one?</param>
    /// <param name="IsDistinct">Are they different, as far as can be seen?</param>
    private readonly record struct Filling(Node Loop, int Before, bool IsAlways, bool IsDistinct)
    {
        /// <summary>The first loop after the declaration, in the same block, which does nothing to the collection but add.</summary>
        public static Filling? Of(Binding made, Node let, bool isText, RustModule module)
        {
            var before = 0;
            Node? loop = null;
            var grows = false;
            var isDistinct = true;
            foreach (var use in made.Uses)
            {
                if (loop is { } inside && use.Node.Id >= inside.SubtreeEnd) break;
                var statement = StatementIn(let.Parent, use.Node);
                var expression = statement.AsExpressionStatement ?? statement;
                if (loop is null)
                {
                    if (expression.Kind == Kind.For)
                    {
                        if (use.Node.Id < expression.Child(3).Id) return null;
                        loop = expression;
                    }
                    else if (use.Method is { } put && put.Node.Id == expression.Id && IsGrowth(put, isText)) before++;
                    else return null;
                }
                if (loop is not { } filling) continue;
                if (use.Method is { } call && IsGrowth(call, isText))
                {
                    // What the call answers decides something: a set that keeps one of each.
                    if (call.Node.Parent.Kind is not (Kind.ExpressionStatement or Kind.Block or Kind.MatchArm) || module.Loops.Around(call.Node) is not { } own || own.Node.Id != filling.Id) return null;
                    grows = true;
                    // A set of what elements have in common stays small.
                    if (call.Is("insert"u8, 1)) isDistinct &= IsElement(call.Arguments[0]);
                }
                else if (module.MayChange(use)) return null;
            }
            if (loop is not { } found || !grows || Leaves(found.Child(3))) return null;
            return new Filling(found, before, Adds(found.Child(3), made, isText, module), isDistinct);
        }

        /// <summary>A name, perhaps copied or borrowed.</summary>
        private static bool IsElement(Node value)
        {
            value = value.Bare;
            while (value.AsMethodCall is { ArgumentCount: 0, Name: "clone" or "to_owned" or "to_string" or "as_str" or "into" or "as_ref" } copy) value = copy.Receiver.Bare;
            return value.Kind is Kind.Path or Kind.Tuple;
        }

        private static Node StatementIn(Node block, Node node)
        {
            var at = node;
            while (!at.IsRoot && at.Parent.Id != block.Id) at = at.Parent;
            return at;
        }

        private static bool IsGrowth(MethodCallView call, bool isText) =>
            isText ? call.Name == "push" : call.Name is "push" or "push_back" or "insert" && call.ArgumentCount <= 2 || call.Name.StartsWith("push_", StringComparison.Ordinal) && call.ArgumentCount == 1;

        /// <summary>Does every way through a node put something in?</summary>
        private static bool Adds(Node node, Binding made, bool isText, RustModule module)
        {
            switch (node.Kind)
            {
                case Kind.Block:
                    foreach (var statement in node.Children)
                        if (Adds(statement, made, isText, module)) return true;
                    return false;
                case Kind.ExpressionStatement:
                    return Adds(node.FirstChild, made, isText, module);
                case Kind.MethodCall:
                    return node.AsMethodCall is { } call && IsGrowth(call, isText) && module.BindingAt(call.Receiver) == made;
                case Kind.If:
                    return node.AsIf is { Else: { } otherwise } choice && Adds(choice.Then, made, isText, module) && Adds(otherwise, made, isText, module);
                case Kind.Match:
                    foreach (var arm in node.AsMatch!.Value.Arms)
                        if (arm.WithoutAttributes.AsMatchArm is not { Body: { } body } || !Adds(body, made, isText, module)) return false;
                    return true;
                default:
                    return false;
            }
        }

        /// <summary>Does an inner loop skip turns of the outer one, or leave it?</summary>
        private static bool HasOuterJump(Node inner)
        {
            for (var id = inner.Id + 1; id < inner.SubtreeEnd; id++)
            {
                var node = inner.Tree[id];
                if (node.Kind is Kind.Closure or Kind.Function) id = node.SubtreeEnd - 1;
                else if (node.Kind is Kind.Break or Kind.Continue && node.Optional(0) is { } label && !IsWithin(label, inner)) return true;
            }
            return false;
        }

        /// <summary>Is a label that of a loop or block inside of a node, or its own?</summary>
        private static bool IsWithin(Node label, Node region)
        {
            for (var at = label.Parent.Parent; at.Id >= region.Id && !at.IsRoot; at = at.Parent)
                if (at.Kind is Kind.For or Kind.While or Kind.Loop or Kind.Block && at.Optional(0) is { } own && own.Bytes.SequenceEqual(label.Bytes)) return true;
            return false;
        }

        /// <summary>May the loop end, or skip turns, for another reason than an error?</summary>
        private static bool Leaves(Node body)
        {
            for (var id = body.Id; id < body.SubtreeEnd; id++)
            {
                var node = body.Tree[id];
                if (node.Kind is Kind.While or Kind.Loop or Kind.For && HasOuterJump(node)) return true;
                if (node.Kind is Kind.Closure or Kind.While or Kind.Loop or Kind.For or Kind.Function) id = node.SubtreeEnd - 1;
                else if (node.Kind is Kind.Break or Kind.Continue or Kind.TokenTree) return true;
                else if (node.Kind == Kind.Return && node.AsReturned?.AsCall?.Function.AsPath is not { Name: "Err" }) return true;
            }
            return false;
        }
    }
}
