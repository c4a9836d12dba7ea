using System.Collections.Immutable;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Proving;

/// <summary>How an argument is handed over.</summary>
internal enum Passing
{
    /// <summary>A shared reference or a plain number: the same one serves every call.</summary>
    Shared,

    /// <summary>The call takes it: each needs its own.</summary>
    Owned,

    /// <summary>The call may change it: each needs its own, and what became of it is compared.</summary>
    Changed,
}

/// <param name="Type">What is made, written so that it holds anywhere in the module, references as <c>'static</c>.</param>
internal sealed record RustInput(string Type, Passing Passing);

/// <summary>What a function can be called with that is made of its types alone: numbers, texts and the standard library's containers of such.</summary>
internal sealed class RustInputs
{
    private const int Most = 6;

    private static readonly HashSet<string> plain = new(StringComparer.Ordinal)
    {
        "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize", "f32", "f64", "bool", "char",
    };

    private static readonly HashSet<string> containers = new(StringComparer.Ordinal) { "Vec", "VecDeque", "HashMap", "HashSet", "BTreeMap", "BTreeSet", "Option", "Box" };

    /// <summary>Traits that <c>u32</c> has; a parameter with other bounds is looked at by itself.</summary>
    private static readonly HashSet<string> ofNumbers = new(StringComparer.Ordinal)
    {
        "Clone", "Copy", "Debug", "Display", "Default", "PartialEq", "Eq", "PartialOrd", "Ord", "Hash", "Send", "Sync", "Sized", "ToString", "Unpin",
    };

    private readonly Dictionary<string, string> chosen = new(StringComparer.Ordinal);

    /// <summary>The inputs of a function; or why they cannot be made.</summary>
    /// <param name="path">What calls it from its module.</param>
    public static (ImmutableArray<RustInput> Inputs, string? Lack) Of(RustFunction function, out string path)
    {
        path = "";
        var view = function.Node.AsFunction!.Value;
        if ((view.Modifiers & (Modifiers.Async | Modifiers.Unsafe)) != 0) return ([], "it is async or unsafe");
        var inputs = new RustInputs();
        if (function.Owner is { } owner)
        {
            if (owner.AsImpl is not { Trait: null, Generics: null } impl || impl.Type.AsPath is not { IsPlain: true } type) return ([], "it is a method of a trait or of a generic type");
            path = type.Name + "::";
        }
        path += view.NameNode.Text;
        if (view.SelfParameter is not null) return ([], "its `self` cannot be made of types alone");
        if (inputs.Choose(view) is { } open) return ([], open);
        var made = ImmutableArray.CreateBuilder<RustInput>();
        foreach (var each in view.Parameters)
        {
            if (each.WithoutAttributes.AsParameter is not { Type: { } type } parameter) return ([], "it has a parameter without a type");
            if (inputs.Made(type) is not { } input) return ([], $"nothing is known of the type `{type.Text}` of its parameter `{parameter.Pattern?.Text}`");
            made.Add(input);
        }
        return made.Count > Most ? ([], $"it has more than {Most} parameters") : (made.ToImmutable(), null);
    }

    /// <summary>Puts a type in the place of each type parameter.</summary>
    /// <returns>Why one cannot be chosen; null where all are.</returns>
    private string? Choose(FunctionView function)
    {
        if (function.Generics is not { } generics) return null;
        foreach (var parameter in generics.Children)
        {
            var bare = parameter.WithoutAttributes;
            if (bare.Kind == Kind.LifetimeParameter) continue;
            if (bare.Kind != Kind.TypeParameter) return $"nothing can be chosen for its parameter `{bare.Text}`";
            var name = bare.FirstChild.Text;
            List<Node> bounds = [.. Bounds(bare.Optional(1))];
            foreach (var predicate in function.Where?.Children ?? default)
                if (predicate.Kind == Kind.WherePredicate && predicate.Child(1).Text == name) bounds.AddRange(Bounds(predicate.Optional(2)));
            if (TypeFor(bounds) is not { } type) return $"nothing can be chosen for its type parameter `{name}`";
            chosen[name] = type;
        }
        return null;
    }

    private static IEnumerable<Node> Bounds(Node? bounds)
    {
        if (bounds is not { } list) yield break;
        foreach (var bound in list.Children)
            if (bound.Kind == Kind.TraitBound && bound.Data == 0) yield return bound.Child(1);
    }

    private string? TypeFor(List<Node> bounds)
    {
        string? type = null;
        foreach (var bound in bounds)
        {
            if (bound.AsPath is not { } path) return null;
            var argument = path.Argument(0)?.Text;
            string? wanted = (path.Name, argument) switch
            {
                ("AsRef" or "Into" or "Borrow", "str") or ("Into", "String" or "Cow<str>") => "&'static str",
                ("AsRef" or "Into", "[u8]" or "Vec<u8>") => "&'static str",
                ("IntoIterator", null) when Item(path) is { } item && Made(item) is { } made => $"std::vec::Vec<{made.Type}>",
                (var name, null) when ofNumbers.Contains(name) => "",
                _ => null,
            };
            if (wanted is null || wanted.Length > 0 && type is { Length: > 0 } && type != wanted) return null;
            if (wanted.Length > 0 || type is null) type = wanted;
        }
        return type is null or "" ? "u32" : type;
    }

    /// <summary>The type of <c>Item = …</c>.</summary>
    private static Node? Item(PathView path)
    {
        foreach (var argument in path.Arguments?.Children ?? default)
            if (argument.Kind == Kind.AssociatedArgument && argument.Tree.Names[argument.Data].SequenceEqual("Item"u8)) return argument.Child(1);
        return null;
    }

    private RustInput? Made(Node type)
    {
        if (type.Kind == Kind.ReferenceType && (type.Data & 1) != 0)
        {
            var target = type.Child(1);
            // A slice that may change is one of a list.
            var changed = target.Kind == Kind.SliceType ? Written(target.FirstChild) is { } element ? $"std::vec::Vec<{element}>" : null : target.Text == "str" ? null : Written(target);
            return changed is null ? null : new RustInput(changed, Passing.Changed);
        }
        if (type.Kind == Kind.ImplTraitType) return TypeFor([.. Bounds(type.FirstChild)]) is { } chosenType ? new RustInput(chosenType, chosenType.StartsWith("std::", StringComparison.Ordinal) ? Passing.Owned : Passing.Shared) : null;
        if (Written(type) is not { } written) return null;
        var isShared = type.Kind == Kind.ReferenceType || plain.Contains(written) || written.StartsWith('&');
        return new RustInput(written, isShared ? Passing.Shared : Passing.Owned);
    }

    /// <summary>The type with all references <c>'static</c>; null where values of it cannot be made.</summary>
    private string? Written(Node type)
    {
        switch (type.Kind)
        {
            case Kind.ReferenceType when (type.Data & 1) == 0:
                var target = type.Child(1);
                if (target.Text == "str") return "&'static str";
                var inner = target.Kind == Kind.SliceType ? Written(target.FirstChild) is { } element ? $"[{element}]" : null : Written(target);
                return inner is null ? null : $"&'static {inner}";
            case Kind.ArrayType when type.Child(1).AsLiteral is not null:
                return Written(type.FirstChild) is { } each ? $"[{each}; {type.Child(1).Text}]" : null;
            case Kind.TupleType:
                var parts = new List<string>();
                foreach (var child in type.Children)
                {
                    if (Written(child) is not { } part) return null;
                    parts.Add(part);
                }
                return parts.Count is > 0 and <= Most ? $"({string.Join(", ", parts)},)" : null;
            case Kind.Path:
                return type.AsPath is { } path ? Written(path) : null;
            default:
                return null;
        }
    }

    private string? Written(PathView path)
    {
        if (path.IsPlain && chosen.TryGetValue(path.Name, out var type)) return type;
        if (path.IsPlain && (plain.Contains(path.Name) || path.Name == "String")) return path.Name;
        if (path.Qualifier is { } qualifier && qualifier.Text.Split("::")[0] is not ("std" or "alloc" or "core")) return null;
        if (path.Name == "String" && path.Arguments is null) return path.Node.Text;
        if (!containers.Contains(path.Name) || path.Arguments is not { Kind: Kind.GenericArguments } arguments) return null;
        var parts = new List<string>();
        foreach (var argument in arguments.Children)
        {
            // A hasher of its own is taken as it is written: it has to be one that can be made from nothing.
            var isHasher = path.Name is "HashMap" && parts.Count == 2 || path.Name is "HashSet" && parts.Count == 1;
            if ((isHasher ? argument.Text : Boxed(path.Name, argument)) is not { } part) return null;
            parts.Add(part);
        }
        var name = path.Qualifier is { } before ? $"{before.Text}::{path.Name}" : path.Name;
        return $"{name}<{string.Join(", ", parts)}>";
    }

    private string? Boxed(string container, Node argument) =>
        container == "Box" && argument.Kind == Kind.SliceType ? Written(argument.FirstChild) is { } element ? $"[{element}]" : null : Written(argument);
}
