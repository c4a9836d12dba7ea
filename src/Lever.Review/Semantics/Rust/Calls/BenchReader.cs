using System.Text;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Rust.Calls;

/// <summary>
/// The benchmarks of a file: what criterion is given under names, and the functions that libtest, divan and iai-callgrind run by attributes.
/// </summary>
internal static class BenchReader
{
    private static readonly string[] attributes = ["bench", "library_benchmark"];

    private static readonly string[] registrars = ["bench_function", "bench_with_input"];

    /// <param name="nameOf">Gives a function's whole path.</param>
    public static IReadOnlyList<BenchFunction> Read(RustModule module, Func<Node, string> nameOf)
    {
        var found = new List<BenchFunction>();
        for (var id = 1; id < module.Tree.Count; id++)
        {
            var node = module.Tree[id];
            if (node.AsFunction is not { Body: { } body } function) continue;
            if (BenchAttribute(node) is { } bench) found.Add(new BenchFunction(nameOf(node), LineOf(function.NameNode), bench.TextOf("name"u8), CalledIn(module, Timed(body) is { Count: > 0 } timed ? timed : [body])));
            else AddRegistered(module, body, nameOf(node), found);
        }
        return found;
    }

    private static int LineOf(Node node) => node.Tree.Lines.LineAt(node.Start);

    /// <summary><c>#[bench]</c>, <c>#[divan::bench(…)]</c>, <c>#[library_benchmark]</c>: by the last name of the attribute's path.</summary>
    private static AttributeView? BenchAttribute(Node function)
    {
        if (function.AttributeList is not { } list) return null;
        foreach (var child in list.Children)
            if (child.AsAttribute is { } attribute && attributes.Contains(attribute.Path.AsPath?.Name)) return attribute;
        return null;
    }

    private static void AddRegistered(RustModule module, Node body, string function, List<BenchFunction> found)
    {
        string? group = null;
        for (var id = body.Id; id < body.SubtreeEnd; id++)
        {
            if (module.Tree[id].AsMethodCall is not { } call || call.Argument(0) is not { } first) continue;
            if (call.Name == "benchmark_group") group = TextOf(first);
            if (!registrars.Contains(call.Name) || TextOf(first) is not { } name || call.Argument(call.ArgumentCount - 1) is not { } closure) continue;
            found.Add(new BenchFunction(function, LineOf(call.Node), group is null ? name : name.Length == 0 ? group : $"{group}/{name}", CalledIn(module, Timed(closure))));
        }
    }

    /// <summary>A name that is written out, in <c>BenchmarkId::new</c> too; empty for an id of a parameter alone.</summary>
    private static string? TextOf(Node argument)
    {
        if (argument.AsLiteral is { IsString: true } literal) return Encoding.UTF8.GetString(literal.Content);
        if (argument.AsCall is not { } call || call.Function.AsPath?.Name is not { } function) return null;
        if (function == "from_parameter") return "";
        return function == "new" && call.Argument(0) is { } name ? TextOf(name) : null;
    }

    /// <summary>The closures that a bencher runs while time is taken; of the batched forms the second, since the first makes inputs.</summary>
    private static List<Node> Timed(Node body)
    {
        var found = new List<Node>();
        for (var id = body.Id; id < body.SubtreeEnd; id++)
        {
            if (body.Tree[id].AsMethodCall is not { } call) continue;
            if (call.Name is "iter" or "iter_with_large_drop" or "bench" or "bench_local" or "bench_values" or "bench_refs" && call.Argument(0) is { } timed && (timed.Kind == Kind.Closure || timed.AsPath is not null)) found.Add(timed);
            else if (call.Name is "iter_batched" or "iter_batched_ref" && call.Argument(1) is { } batched) found.Add(batched);
        }
        return found;
    }

    private static List<string> CalledIn(RustModule module, List<Node> timed)
    {
        var found = new List<string>();
        foreach (var part in timed)
        {
            for (var id = part.Id; id < part.SubtreeEnd; id++)
            {
                var node = module.Tree[id];
                if (node.Kind is not (Kind.Call or Kind.MethodCall) || module.TargetOf(node) is not { Symbol: null, Path: > 0 } target) continue;
                if (target.Function is null && !module.Index.HasFunction(module.Paths.KeyOf(target.Path))) continue;
                var path = module.Paths.Text(target.Path);
                if (!found.Contains(path)) found.Add(path);
            }
        }
        return found;
    }
}
