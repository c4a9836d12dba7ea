using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Boundary;

/// <summary>How Python calls a Rust function.</summary>
public enum NativeExport
{
    /// <summary>Not at all, or not by itself.</summary>
    None,
    Function,
    Method,
    /// <summary>A method that is read as an attribute.</summary>
    Getter,
    Setter,
    /// <summary>A method that makes an object.</summary>
    Constructor,
    /// <summary>What declares a module, once.</summary>
    Module,
}

/// <summary>Which items of a Rust file PyO3 gives Python, from their attributes, conditional ones included.</summary>
public static class PythonItems
{
    /// <summary>How Python calls a function.</summary>
    public static NativeExport ExportOf(Node function)
    {
        if (function.Kind != Kind.Function) return NativeExport.None;
        if (Has(function, "pyfunction"u8)) return NativeExport.Function;
        if (Has(function, "pymodule"u8) || Has(function, "pymodule_init"u8)) return NativeExport.Module;
        if (function.Parent.Parent is not { Kind: Kind.Impl } impl || !Has(impl, "pymethods"u8)) return NativeExport.None;
        if (Has(function, "getter"u8)) return NativeExport.Getter;
        if (Has(function, "setter"u8)) return NativeExport.Setter;
        return Has(function, "new"u8) ? NativeExport.Constructor : NativeExport.Method;
    }

    /// <summary>Is it a class of Python's?</summary>
    public static bool IsClass(Node item) => item.Kind is Kind.Struct or Kind.Enum && Has(item, "pyclass"u8);

    /// <summary>Does an item have an attribute of PyO3's, by itself or under a condition?</summary>
    public static bool Has(Node item, ReadOnlySpan<byte> name) => item.HasAttribute(name) || item.HasAttribute("cfg_attr"u8, name);

    /// <summary>Does a class say a word in its attribute, such as `frozen`?</summary>
    public static bool Says(Node item, ReadOnlySpan<byte> attribute, ReadOnlySpan<byte> word)
    {
        if (item.AttributeList is not { } list) return false;
        foreach (var child in list.Children)
            if (child.AsAttribute is { } one && (one.Is(attribute) || one.Is("cfg_attr"u8) && one.Mentions(attribute)) && one.Mentions(word)) return true;
        return false;
    }

    /// <summary>Is a function called when an object is compared, hashed, converted, gone through or called: as often as there are objects?</summary>
    public static bool IsPerObject(Node function)
    {
        if (function.AsFunction is not { } view) return false;
        if (view.Name is "__call__" or "__next__" or "__getitem__" or "__eq__" or "__hash__" or "__richcmp__" or "__contains__" or "__getattr__") return ExportOf(function) != NativeExport.None;
        return function.EnclosingImpl?.AsImpl?.Trait?.AsPath is { Name: "IntoPyObject" or "IntoPy" or "ToPyObject" or "FromPyObject" };
    }
}
