using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Boundary;

/// <summary>That a thread is attached to the Python interpreter at a place of the code.</summary>
/// <param name="Owner">The function or closure since whose start it is.</param>
/// <param name="Token">How the code there names its token, such as `py` or `list.py()`; null where it has none at hand.</param>
public readonly record struct Attachment(Node Owner, string? Token)
{
    /// <summary>The attachment at a place; null where the thread is detached, or nobody knows.</summary>
    public static Attachment? At(Node node, PyO3File file)
    {
        if (!file.IsUsed) return null;
        for (var (child, at) = (node, node.Parent); !child.IsRoot; (child, at) = (at, at.Parent))
        {
            switch (at.Kind)
            {
                case Kind.Block when at.AsBlock!.Value.IsAsync:
                    return null;
                case Kind.Closure when at.Child(3) == child:
                    // Nothing else has methods of these names, also where the file does not show that it is a token's.
                    if (at.Parent.AsMethodCall is { Name: "detach" or "allow_threads" } detaching && detaching.Receiver != at) return null;
                    // Where the closure itself is handed a token or an object, its caller is attached.
                    if (TokenAmong(at.Child(1), file, node) is { } handed) return new Attachment(at, handed);
                    var symbol = file.SymbolOf(at.Owner);
                    if (symbol is not null && symbol.Is(PyFacts.Attaches)) return new Attachment(at, null);
                    if (symbol is not null && symbol.Is(PyFacts.Detaches) || !Locals.RunsInPlace(at) || at.Owner.Kind == Kind.MethodCall && Locals.IsParallel(at.Owner)) return null;
                    break;
                case Kind.Function:
                    if (at.Child(7) != child || at.AsFunction!.Value.IsAsync) return null;
                    if (TokenAmong(at.Child(4), file, node) is { } given) return new Attachment(at, given);
                    return PythonItems.ExportOf(at) is not NativeExport.None ? new Attachment(at, null) : null;
            }
            if (at.IsItem) return null;
        }
        return null;
    }

    /// <summary>The token that code at a place can use: a name bound in between, else that of the attachment.</summary>
    public string? TokenAt(Node place, PyO3File file)
    {
        var py = place.Tree.Names.Find("py"u8);
        return py >= 0 && Locals.BinderOf(place, py) is { } binder && binder.Id > Owner.Id && file.TypeOf(NameUse(binder, py) ?? binder).Handle == PyHandle.Token ? "py" : Token;
    }

    /// <summary>Parameters of the owner count as well: their tokens are known already.</summary>
    private static Node? NameUse(Node binder, int name) => binder.AsLet is { Value: { } value } && Locals.Binds(binder.FirstChild, name) ? value : null;

    private static string? TokenAmong(Node parameters, PyO3File file, Node use)
    {
        string? held = null;
        foreach (var child in parameters.Children)
        {
            var parameter = child.WithoutAttributes;
            if (parameter.AsParameter is not { Type: { } type, Pattern: { } pattern })
            {
                if (parameter is { Kind: Kind.Parameter } untyped && untyped.AsParameter!.Value.Pattern?.AsBindingPattern is { } only && IsTokenOfAttach(parameters, file)) return only.Name;
                if (parameter.Kind == Kind.SelfParameter && use.EnclosingImpl?.AsImpl?.Type is { } self && file.TypeNamed(self).Handle is PyHandle.Token) return "self";
                continue;
            }
            var known = file.TypeNamed(type);
            var isWrapped = type.AsPath is { Name: "Option" };
            if (pattern.AsBindingPattern is not { } name)
            {
                if (known.Handle == PyHandle.Token) held ??= "";
                continue;
            }
            // An unused token is spelt `_py`; it is at hand all the same.
            if (known is { Handle: PyHandle.Token }) return name.Name;
            if (known is { Handle: PyHandle.Bound or PyHandle.Instance, IsMany: false } && !isWrapped) held ??= name.Name + ".py()";
        }
        return held is "" ? null : held;
    }

    private static bool IsTokenOfAttach(Node parameters, PyO3File file) =>
        parameters.Parent is { Kind: Kind.Closure } closure && file.SymbolOf(closure.Owner) is { } symbol && symbol.Is(PyFacts.Attaches);
}
