using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Lever.Syntax.Rust;
using Lever.Syntax.Text;
using Lever.Syntax.Trees;

namespace Lever.Proving;

/// <summary>A call that the user gives, with what stands before it.</summary>
/// <param name="Setup">Statements; empty where there are none. They may use <c>inputs.make()</c> and <c>size</c>.</param>
/// <param name="Looped">The call as a loop makes it: the compiler is not to know its arguments.</param>
/// <param name="Receiver">The variable that it is a method of, which the compiler is to forget too; null where there is none.</param>
/// <param name="HasInputs">Does it use what is made anew for every round?</param>
internal sealed record GivenCall(string Setup, string Call, string Looped, string? Receiver, bool HasInputs)
{
    private const string Opaque = "std::hint::black_box(";

    /// <returns>The call, or what is wrong with it.</returns>
    public static (GivenCall? Given, string? Problem) Of(string call, string setup)
    {
        var before = $"fn lever() {{\n{setup}\n;\n";
        var tree = RustParser.ParseOnce(SourceText.From($"{before}{call}\n}}\n"));
        if (tree.Problems is [var wrong, ..]) return (null, $"{(wrong.Span.Start < before.Length ? "--setup" : "--call")} cannot be read: {wrong.Message}");
        if (tree.Root.FirstChild.AsFunction is not { Body: { } body } || !body.HasChildren || body.LastChild is not { IsExpression: true } value) return (null, "--call must be an expression without `;`, such as 'parse(&text)'");
        var (edits, receiver) = (new List<Span>(), (string?)null);
        for (var at = value; ;)
        {
            if (at.Kind is Kind.Try or Kind.Reference or Kind.Unary) at = at.FirstChild;
            else if (at.AsMethodCall is { } method)
            {
                edits.AddRange(Hidden(method.Arguments));
                at = method.Receiver;
            }
            else
            {
                if (at.AsCall is { } plain) edits.AddRange(Hidden(plain.Arguments));
                else if (at.Kind == Kind.Path && at.Id != value.Id && at.AsPath is { IsPlain: true } name) receiver = name.Name;
                break;
            }
        }
        // Spans count bytes.
        var bytes = tree.Text.Bytes;
        var (looped, from) = (new StringBuilder(), value.Start);
        foreach (var edit in edits.OrderBy(span => span.Start))
        {
            looped.Append(Encoding.UTF8.GetString(bytes[from..edit.Start])).Append(Opaque).Append(Encoding.UTF8.GetString(bytes[edit.Start..edit.End])).Append(')');
            from = edit.End;
        }
        looped.Append(Encoding.UTF8.GetString(bytes[from..value.End]));
        return (new GivenCall(setup, call, looped.ToString(), receiver, Uses(tree)), null);
    }

    private static IEnumerable<Span> Hidden(ChildList arguments)
    {
        foreach (var argument in arguments)
            if (argument.Kind != Kind.Closure) yield return argument.Span;
    }

    private static bool Uses(SyntaxTree tree)
    {
        for (var id = 0; id < tree.Count; id++)
            if (tree[id].AsPath is { IsPlain: true, Name: "inputs" or "size" }) return true;
        return false;
    }
}

/// <summary>The module that makes one call: generated, and compiled into a copy of the crate beside the function.</summary>
internal static class RustCallText
{
    private const string Head = """
        //! Made by Lever in a copy of this crate, for an experiment.
        #![allow(warnings)]

        extern crate std;

        use super::*;
        use crate::lever_machine::{self as lever, ByDebug as _, ByHash as _, ByItems as _, ByNothing as _, Used as _, UsedByItems as _};

        """;

    /// <summary>A call with inputs made of the function's own types.</summary>
    /// <param name="path">What calls it from its module.</param>
    public static string Of(string path, ImmutableArray<RustInput> inputs)
    {
        var isFresh = inputs.Any(input => input.Passing != Passing.Shared);
        var names = Enumerable.Range(0, inputs.Length).Select(at => string.Create(CultureInfo.InvariantCulture, $"a{at}")).ToList();
        var (types, pattern) = ($"({string.Concat(inputs.Select(input => input.Type + ", "))})", $"({string.Concat(names.Select(name => $"mut {name}, "))})");
        var arguments = string.Join(", ", inputs.Zip(names, (input, name) => input.Passing == Passing.Changed ? $"&mut {name}" : name));
        var changed = string.Concat(inputs.Zip(names).Where(each => each.First.Passing == Passing.Changed).Select(each => $"&{each.Second}, "));
        var text = new StringBuilder(Head);
        text.Append(CultureInfo.InvariantCulture, $$"""

            type Arguments = {{types}};

            pub fn lever_observe(inputs: &mut lever::Source) -> lever::Seen {
                let {{pattern}}: Arguments = inputs.make();
                let call = std::format!("{{path}}({{string.Join(", ", names.Select(_ => "{:?}"))}})"{{string.Concat(names.Select(name => $", &{name}"))}});
                let (result, told_by) = (&&&&lever::Told::of(super::{{path}}({{arguments}}))).tell();
                lever::Seen { call: call, result: result, told_by: told_by, again: std::option::Option::None, arguments: {{(changed.Length > 0 ? $"std::format!(\"{{:?}}\", ({changed}))" : "std::string::String::new()")}} }
            }

            /// Inputs on which it does not panic.
            fn lever_inputs(inputs: &mut lever::Source) -> std::vec::Vec<Arguments> {
                let mut made: std::vec::Vec<Arguments> = std::vec::Vec::new();
                for _ in 0..16 * lever::DISTINCT {
                    if made.len() == lever::DISTINCT {
                        break;
                    }
                    let one: Arguments = inputs.make();
                    let {{pattern}} = one.clone();
                    if std::panic::catch_unwind(std::panic::AssertUnwindSafe(move || (&&lever::Told::of(super::{{path}}({{arguments}}))).finish())).is_ok() {
                        made.push(one);
                    }
                }
                let count = made.len();
                assert!(count > 0, "every input makes it panic");
                for at in count..lever::DISTINCT {
                    let again = made[at % count].clone();
                    made.push(again);
                }
                made
            }

            """);
        text.Append(isFresh ? Fresh(path, inputs, names, pattern) : Shared(path, names, pattern));
        return text.ToString();
    }

    /// <summary>A call of the user's.</summary>
    /// <param name="repeats">Can it be made again with the same variables?</param>
    public static string Of(GivenCall given, bool repeats)
    {
        var text = new StringBuilder(Head);
        text.Append(CultureInfo.InvariantCulture, $$"""

            pub fn lever_observe(inputs: &mut lever::Source) -> lever::Seen {
                let size = inputs.size();
            {{given.Setup}}
            ;
                let (result, told_by) = (&&&&lever::Told::of({{given.Call}})).tell();
                let again: std::option::Option<std::string::String> = {{(repeats ? $"std::option::Option::Some((&&&&lever::Told::of({given.Call})).tell().0)" : "std::option::Option::None")}};
                lever::Seen { call: std::string::String::from({{Literal(given.Call)}}), result: result, told_by: told_by, again: again, arguments: std::string::String::new() }
            }

            pub fn lever_time_fresh(inputs: &mut lever::Source, turns: u64, watch: &mut dyn FnMut()) {
                let size = inputs.size();
                for _ in 0..turns {
            {{given.Setup}}
            ;
                    watch();
                    (&&lever::Told::of({{given.Call}})).finish();
                    watch();
                }
            }

            """);
        if (repeats)
            text.Append(CultureInfo.InvariantCulture, $$"""

                pub fn lever_time(inputs: &mut lever::Source, turns: u64, watch: &mut dyn FnMut()) {
                    let size = inputs.size();
                {{given.Setup}}
                ;
                    watch();
                    for _ in 0..turns {
                        {{(given.Receiver is { } receiver ? $"std::hint::black_box(&{receiver});" : "")}}
                        (&&lever::Told::of({{given.Looped}})).finish();
                    }
                    watch();
                }

                """);
        return text.ToString();
    }

    private static string Shared(string path, List<string> names, string pattern) => $$"""

        pub fn lever_time(inputs: &mut lever::Source, turns: u64, watch: &mut dyn FnMut()) {
            let made = lever_inputs(inputs);
            watch();
            for turn in 0..turns {
                let {{pattern}} = made[turn as usize % lever::DISTINCT];
                (&&lever::Told::of(super::{{path}}({{string.Join(", ", names.Select(name => $"std::hint::black_box({name})"))}}))).finish();
            }
            watch();
        }

        """;

    /// <summary>Arguments are made in batches before the watch runs; those that calls change are dropped after it stands still.</summary>
    private static string Fresh(string path, ImmutableArray<RustInput> inputs, List<string> names, string pattern)
    {
        var taken = string.Concat(inputs.Zip(names).Where(each => each.First.Passing != Passing.Changed).Select(each => each.Second + ", "));
        var kept = string.Concat(inputs.Zip(names).Where(each => each.First.Passing == Passing.Changed).Select(each => each.Second + ", "));
        var arguments = inputs.Zip(names, (input, name) => input.Passing == Passing.Changed ? $"&mut *std::hint::black_box({name})" : $"std::hint::black_box({name})");
        return $$"""

            pub fn lever_time(inputs: &mut lever::Source, turns: u64, watch: &mut dyn FnMut()) {
                let made = lever_inputs(inputs);
                let mut left = turns;
                while left > 0 {
                    let count = if left < 256 { left } else { 256 };
                    left -= count;
                    let (mut taken, mut kept) = (std::vec::Vec::new(), std::vec::Vec::new());
                    for turn in 0..count {
                        let {{pattern}} = made[turn as usize % lever::DISTINCT].clone();
                        taken.push(({{taken}}));
                        kept.push(({{kept}}));
                    }
                    watch();
                    for (({{taken}}), ({{kept}})) in taken.into_iter().zip(kept.iter_mut()) {
                        (&&lever::Told::of(super::{{path}}({{string.Join(", ", arguments)}}))).finish();
                    }
                    watch();
                }
            }

            """;
    }

    private static string Literal(string text) => "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";
}
