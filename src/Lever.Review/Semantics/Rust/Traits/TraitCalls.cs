using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Rust.Traits;

/// <summary>Which function of the project a call runs, through traits too: those of generic parameters, of trait objects, of `self` in a trait, and the bodies that a trait gives its types.</summary>
internal static class TraitCalls
{
    /// <summary>Null for functions of libraries, and where it is not certain.</summary>
    public static ProjectFunction? FunctionOf(RustModule module, Node call) => FunctionOf(module, call, module.TargetOf(call));

    /// <param name="target">What <see cref="RustModule.TargetOf"/> says of the call.</param>
    public static ProjectFunction? FunctionOf(RustModule module, Node call, CallTarget target)
    {
        if (target.Symbol is not null) return null;
        var path = target.Path > 0 ? target.Path : MethodOfBounds(module, call);
        if (path <= 0) return call.AsMethodCall is { } method ? DefaultOf(module, method) : null;
        var key = module.Paths.KeyOf(path);
        if (module.Index.Traits.HasMethod(key)) return module.Index.Traits.BodyOf(key);
        return target.Path > 0 && (target.Function is not null || module.Index.HasFunction(key)) ? new ProjectFunction(key, module.Paths.Text(path)) : null;
    }

    /// <summary>What a trait gives the type of a receiver that has no method of the name.</summary>
    private static ProjectFunction? DefaultOf(RustModule module, MethodCallView call)
    {
        var type = module.TypeOf(call.Receiver);
        for (var step = 0; step < 4 && !type.IsUnknown; step++)
        {
            type = type.WithoutReferences;
            if (type.Kind == TypeKind.Path && type.PathId >= RustLibrary.Paths.Length) return module.Index.Traits.DefaultOf(type.Key, call.Name);
            type = module.Types.Dereferenced(type);
        }
        return null;
    }

    /// <summary>The path of a method of a trait that a generic parameter, or `self` in a trait, has by its bounds; 0 where none is known.</summary>
    private static int MethodOfBounds(RustModule module, Node call)
    {
        if (call.AsMethodCall is { } method)
        {
            var name = module.Paths.SegmentOf(method.NameId);
            if (method.Receiver.AsPath is { IsPlain: true } self && self.Name == "self") return OfSelf(module, call, name);
            var type = module.TypeOf(method.Receiver);
            for (var step = 0; step < 4 && !type.IsUnknown; step++)
            {
                type = type.WithoutReferences;
                if (type.Kind == TypeKind.Parameter) return OfParameter(module, call, module.Types.Table[type.Id].Head, name);
                type = module.Types.Dereferenced(type);
            }
            return 0;
        }
        return call.AsCall?.Function.AsPath is { Qualifier.AsPath: { IsPlain: true } owner } path ? OfParameter(module, call, module.Paths.SegmentOf(owner.NameId), module.Paths.SegmentOf(path.NameId)) : 0;
    }

    private static int OfSelf(RustModule module, Node call, int name)
    {
        for (var at = call.Parent; !at.IsRoot; at = at.Parent)
        {
            if (at.Kind == Kind.Impl) return 0;
            if (at.Kind == Kind.Trait) return Member(module, module.Names.PathOf(at), name) is > 0 and var own ? own : InBounds(module, at.Optional(4), name);
        }
        return 0;
    }

    private static int OfParameter(RustModule module, Node call, int parameter, int name)
    {
        for (var at = call.Parent; !at.IsRoot; at = at.Parent)
        {
            if (at.Kind is not (Kind.Function or Kind.Impl or Kind.Trait)) continue;
            foreach (var child in at.Child(at.Kind == Kind.Impl ? 2 : 3).Children)
                if (child.WithoutAttributes is { Kind: Kind.TypeParameter } own && module.Paths.SegmentOf(own.FirstChild.Data) == parameter && InBounds(module, own.Optional(1), name) is > 0 and var found) return found;
            if ((at.Kind == Kind.Function ? at.AsFunction!.Value.Where : at.Optional(5)) is not { } where) continue;
            foreach (var predicate in where.Children)
                if (predicate.Kind == Kind.WherePredicate && predicate.Child(1).AsPath is { IsPlain: true } bound && module.Paths.SegmentOf(bound.NameId) == parameter
                    && InBounds(module, predicate.Optional(2), name) is > 0 and var found) return found;
        }
        return 0;
    }

    private static int InBounds(RustModule module, Node? bounds, int name)
    {
        if (bounds is not { } list) return 0;
        foreach (var bound in list.Children)
            if (bound.Kind == Kind.TraitBound && bound.Child(1).Kind == Kind.Path && Member(module, module.Names.Resolve(bound.Child(1), Namespace.Type), name) is > 0 and var found) return found;
        return 0;
    }

    /// <summary>A method that a trait of the project has itself.</summary>
    private static int Member(RustModule module, int trait, int name)
    {
        if (trait < RustLibrary.Paths.Length) return 0;
        var path = module.Paths.Child(trait, name);
        return module.Index.Traits.HasMethod(module.Paths.KeyOf(path)) ? path : 0;
    }
}
