using Lever.Review.Findings;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Rust.DataLayout;

public sealed class LargeByValue : RustRule
{
    private const long LeastArray = 16 << 10;
    private const long LeastParameter = 256;
    private const long LeastError = 128;
    private const int LeastFunctions = 3;

    public override RuleInfo Info { get; } = new("rs-large-by-value", Language.Rust, LeverClass.DataStructure, Technique.MemoryLayout, Tier.B)
    {
        Checklist = ["RS7"],
        Doc = """
            Large values that are filled or copied where it need not be: a table of many kilobytes on the stack of a function, a parameter of hundreds of
            bytes that is only read, an error type that makes every `Result` large.

            ## Why it costs
            An array is filled anew on each call, 64 KB in some 1.5 µs, however little of it the call uses. A struct that is passed by value is copied, 1 ns for 30
            to 100 bytes. A `Result` has room for its error also where all goes well, and is too large for registers.

            ## Example
            ```rust
            pub fn matches(topic: &[u8], pattern: &[u8]) -> bool {
                let mut table = [[false; 256]; 256];
                table[0][0] = true;
                for (i, letter) in topic.iter().enumerate() {
                    for (j, other) in pattern.iter().enumerate() {
                        table[i + 1][j + 1] = letter == other && table[i][j];
                    }
                }
                table[topic.len()][pattern.len()]
            }
            ```
            Use instead:
            ```rust
            pub fn matches(topic: &[u8], pattern: &[u8]) -> bool {
                let mut row = vec![false; pattern.len() + 1];
                row[0] = true;
                for letter in topic {
                    for j in (0..pattern.len()).rev() {
                        row[j + 1] = *letter == pattern[j] && row[j];
                    }
                    row[0] = false;
                }
                row[pattern.len()]
            }
            ```

            ## Keep it when
            Most of the array is used, as a buffer's that is read into: buffers that are handed to `read` or `recv` are not reported. Parameters that
            are moved on, and functions whose signature a trait fixes, are not either. The compiler leaves the copy out where it inlines the function.

            ## Regime
            Arrays of 16 KB or more, parameters of 256 bytes or more, errors of 128 bytes or more, on 64-bit targets. Measured for a table of 64 KB against one
            row of the length needed: 13 times as fast for 8 letters, 1.7 for 32, and 1.06 for 128, where the work on the letters outweighs it. Parameters and errors are left to a profile.

            ## Patch safety
            A vector of the length needed allocates (8.6 ns and more). A reference in place of a value changes the callers; a boxed error allocates where
            something went wrong.
            """,
    };

    public override ReadOnlySpan<Kind> Visits => [Kind.ArrayRepeat, Kind.Parameter, Kind.Struct, Kind.Enum];

    public override void Visit(Node node, RustContext context)
    {
        switch (node.Kind)
        {
            case Kind.ArrayRepeat: VisitArray(node, context); break;
            case Kind.Parameter: VisitParameter(node, context); break;
            case Kind.Struct or Kind.Enum: VisitError(node, context); break;
        }
    }

    private static void VisitArray(Node node, RustContext context)
    {
        // The outer array of a table is told, `vec![…]` is on the heap, and types and constants are filled once.
        if (node.Parent is not { Kind: Kind.Let } parent || parent.AsLet is not { Name: { } name } || node.EnclosingFunction is not { } function || Fill(node) is not { } fill) return;
        var module = context.Module;
        if (module.BindingAt(name.Node) is not { } made || BytesOf(node, made, module) is not (>= LeastArray and var size) || IsBuffer(made) || IsFilledWhole(node, made, module)) return;
        for (var at = node; at != function; at = at.Parent)
            if (at.Kind is Kind.Const or Kind.Static || at.AsBlock is { } block && (block.BlockKind & BlockKind.Const) != 0) return;
        context.Report(node, $"`{made.Name}`, {Text(size)} on the stack, is filled with `{fill}` on each call, however little the call uses")
            .Cost($"{size}B@mem.sequential", "rust.alloc.small")
            .Advise("make it as long as the call needs, or keep it from call to call and clear what was used", "calls use a small part of it");
    }

    private static string Text(long bytes) => bytes % 1024 == 0 ? $"{bytes / 1024} KB" : $"{bytes} bytes";

    /// <summary>What fills the innermost places.</summary>
    private static string? Fill(Node array)
    {
        var value = array.FirstChild;
        while (value.Kind == Kind.ArrayRepeat) value = value.FirstChild;
        if (value.Kind == Kind.Array) return null;
        return value.Kind is Kind.Literal || value.AsPath is { Name: "None" } ? value.Text : null;
    }

    private static long? BytesOf(Node array, Binding made, RustModule module)
    {
        if (module.Layouts.SizeOf(module.TypeOf(made)) is { } known) return known.Size;
        // Types of elements that only their uses tell: a `bool` is told by its literal.
        var count = 1L;
        var at = array;
        for (; at.Kind == Kind.ArrayRepeat; at = at.FirstChild)
        {
            if (module.Types.ConstantOf(at.Child(1)) is not (> 0 and < int.MaxValue and var length)) return null;
            count *= length;
            if (count > int.MaxValue) return null;
        }
        if (at.AsLiteral is not { } literal) return null;
        return literal.Type switch
        {
            LiteralKind.True or LiteralKind.False or LiteralKind.Byte => count,
            LiteralKind.Int or LiteralKind.Float => literal.Suffix.IsEmpty ? count : count * SizeOfSuffix(literal.Suffix),
            _ => null,
        };
    }

    private static long SizeOfSuffix(ReadOnlySpan<byte> suffix) => suffix switch
    {
        [_, (byte)'8'] => 1,
        [_, (byte)'1', (byte)'6'] => 2,
        [_, (byte)'3', (byte)'2'] => 4,
        [_, (byte)'1', ..] => 16,
        _ => 8,
    };

    /// <summary>Does a loop put something into each place, one after the other, over as many turns as the table has places? Then the call uses all of it.</summary>
    private static bool IsFilledWhole(Node array, Binding made, RustModule module)
    {
        if (module.Types.ConstantOf(array.Child(1)) is not { } length) return false;
        foreach (var use in made.Uses)
        {
            if (use.Place.Parent.Kind == Kind.MethodCall && use.Place.Parent.AsMethodCall is { Name: "iter_mut" or "fill" }) return true;
            if (use.Place.Parent is { Kind: Kind.Reference, Parent.Kind: Kind.For } lent && (lent.Data & 1) != 0) return true;
            if (use.Node.Parent.AsIndex is not { } place || place.Node.Parent.Kind is not (Kind.Assign or Kind.CompoundAssign) || place.Node.Parent.FirstChild != place.Node) continue;
            if (module.Loops.Around(place.Node) is not { } loop || loop.Node.AsFor is not { } turns || module.BindingAt(place.Index) is not { } index || !index.IsDefinedIn(turns.Pattern)) continue;
            if (turns.Iterator.Bare.AsRange is not { To: { } to } range || range.From?.AsLiteral is not { Integer: 0 }) continue;
            if (to.AsMethodCall is { Name: "len" } || module.Types.ConstantOf(to) is { } end && end + (range.IsClosed ? 1 : 0) >= length) return true;
        }
        return false;
    }

    /// <summary>Is it lent to somebody who fills it?</summary>
    private static bool IsBuffer(Binding made)
    {
        foreach (var use in made.Uses)
        {
            if (use.Form != UseForm.Plain) return true;
            var place = use.Place;
            if (place.Parent is not { Kind: Kind.Reference } lent || (lent.Data & 1) == 0) continue;
            if (lent.Parent.Kind is Kind.MethodCall or Kind.Call) return true;
        }
        return false;
    }

    private static void VisitParameter(Node node, RustContext context)
    {
        if (node.AsParameter is not { Type: { Kind: Kind.Path } written, Pattern: { Kind: Kind.BindingPattern } pattern } || node.Owner.Parent is not { Kind: Kind.Function } function) return;
        if (function.AsFunction!.Value is not { Body: not null, IsPub: false, IsAsync: false } || function.EnclosingImpl?.AsImpl?.Trait is not null || function.Parent.Parent.Kind == Kind.Trait) return;
        var module = context.Module;
        if (module.BindingAt(pattern) is not { IsUnused: false, MayBeOnlyRead: true, IsCaptured: false } parameter || module.Layouts.Of(written) is not { Size: >= LeastParameter } layout || !parameter.IsOnlyRead) return;
        context.Report(written, $"`{parameter.Name}` is passed by value, {layout.Size} bytes, and only read")
            .Cost($"{layout.Size}B@mem.sequential", "0ns")
            .ForProfilesUnless(false)
            .Advise($"take `&{written.Text}`", "callers keep the value");
    }

    private static void VisitError(Node node, RustContext context)
    {
        if (node.ItemName is not { } name || node.Attribute("allow"u8) is { } allow && allow.Mentions("result_large_err"u8)) return;
        var layouts = context.Module.Layouts;
        if (layouts.ErrorCount(node) is not (>= LeastFunctions and var count) || layouts.OfItem(node) is not { Size: >= LeastError } layout) return;
        context.Report(name, $"`{context.Tree.Names.Text(name.Data)}` takes {layout.Size} bytes, and so does each `Result` that {count} functions give with it")
            .Cost($"{layout.Size}B@mem.sequential", "8B@mem.sequential")
            .ForProfilesUnless(false)
            .Advise("keep what is large of it in a `Box`", "errors are rare, so that their allocation does not matter");
    }
}
