using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Rust;

/// <summary>Who calls a function, as far as its file shows.</summary>
internal static class Callers
{
    /// <summary>Callers of callers that are looked at: longer ways convince nobody.</summary>
    private const int MostSteps = 3;

    /// <summary>
    /// May one run of the program call a function many times? Yes for what others can call: public functions, those of traits, functions that are passed on
    /// as values; for others where a loop of the file comes to them. What a program calls once it prepares but once, however dear that looks.
    /// </summary>
    public static bool MayRepeat(RustModule module, Node function) => IsOpen(module, function) || IsRepeated(module, function, MostSteps, orPassedOn: true);

    /// <summary>Does a loop of the file come to a function, by its callers perhaps?</summary>
    public static bool IsRepeated(RustModule module, Node function) => IsRepeated(module, function, MostSteps, orPassedOn: false);

    /// <summary>
    /// Is a function called again and again while a program lives, as far as its file shows: a loop comes to it, it answers requests, or it is what others
    /// ask of a future, stream or service?
    /// </summary>
    public static bool IsOften(RustModule module, Node function) => IsRepeated(module, function) || AnswersRequests(function) || function.EnclosingImpl?.AsImpl?.Trait?.AsPath is
        { Name: "Future" or "Stream" or "Sink" or "Service" or "Handler" or "Middleware" or "FromRequest" or "FromRequestParts" or "Iterator" or "Layer" or "Visit" or "Visitor" or "VisitMut" };

    /// <summary>Is it registered for a route, or given what a web framework takes out of a request?</summary>
    private static bool AnswersRequests(Node function)
    {
        if (function.HasAttribute("get"u8) || function.HasAttribute("post"u8) || function.HasAttribute("put"u8) || function.HasAttribute("patch"u8) || function.HasAttribute("handler"u8) || function.HasAttribute("route"u8)) return true;
        if (function.AsFunction is not { IsAsync: true } view) return false;
        foreach (var parameter in view.Parameters)
            if (parameter.WithoutAttributes.AsParameter?.Type is { } type && type.Bare.AsPath is { Name: "HttpRequest" or "Request" or "ServiceRequest" or "Json" or "Query" or "State" or "Extension" or "Form" or "TypedHeader" or "HeaderMap" or "WebSocketUpgrade" }) return true;
        return false;
    }

    private static bool IsRepeated(RustModule module, Node function, int steps, bool orPassedOn)
    {
        if (function.AsFunction is not { } view) return false;
        var name = view.NameId;
        var kinds = module.Tree.RawKinds;
        for (var id = 1; id < kinds.Length; id++)
        {
            if ((Kind)kinds[id] is not (Kind.MethodCall or Kind.Path)) continue;
            var node = module.Tree[id];
            if (node.Data != name || function.Contains(node)) continue;
            var call = node.Kind == Kind.MethodCall ? node : node.Parent;
            if (node.Kind == Kind.Path && (call.Kind != Kind.Call || call.FirstChild.Id != id))
            {
                // A function that is passed on is called by whoever got it; in a pattern or an import the name is only a name.
                if (orPassedOn && node.Parent.Kind is Kind.MethodCall or Kind.Call or Kind.FieldInit or Kind.Array or Kind.Tuple or Kind.Let && module.BindingAt(node) is null) return true;
                continue;
            }
            if (module.TargetOf(call).Function is not { } target || target.Id != function.Id || module.IsInTest(call)) continue;
            if (RustRoles.IsRepeated(call, module)) return true;
            if (steps > 0 && call.EnclosingFunction is { } caller && !caller.Contains(function) && IsRepeated(module, caller, steps - 1, orPassedOn)) return true;
        }
        return false;
    }

    /// <summary>Can code that the file does not show call it?</summary>
    private static bool IsOpen(RustModule module, Node function)
    {
        if (function.AsFunction is { Name: "main" }) return false;
        if (function.Parent.Parent.Kind == Kind.Trait) return true;
        if (function.EnclosingImpl?.AsImpl is { } impl)
        {
            if (impl.Trait is not null) return true;
            if (!IsPublic(function)) return false;
            // A type that the file keeps to itself brings its methods to nobody else.
            return impl.Type.AsPath is not { } type || module.Names.Resolve(impl.Type, Namespace.Type) is not (> 0 and var path) || module.Names.Item(path, Namespace.Type) is not { } item || IsPublic(item);
        }
        return IsPublic(function);
    }

    /// <summary>Is an item visible without bounds? What is for its own crate alone has callers there.</summary>
    private static bool IsPublic(Node item) => item.Child(1).Bytes.SequenceEqual("pub"u8);
}
