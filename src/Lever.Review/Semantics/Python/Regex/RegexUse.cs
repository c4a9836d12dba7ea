using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Python.Regex;

/// <summary>A call that matches a pattern against a text.</summary>
/// <param name="Call">The call of <c>re</c>'s function or of the compiled pattern's method.</param>
/// <param name="Function">The function's or method's name, such as <c>search</c>.</param>
/// <param name="Text">What is searched; null where it is not given plainly.</param>
public readonly record struct RegexUse(Node Call, string Function, Node? Text)
{
    /// <summary>May the match begin anywhere in the text?</summary>
    public bool IsSearch => Function is not ("match" or "fullmatch");

    public bool ReachesTheEnd => Function == "fullmatch";

    private static bool IsMatching(string name) => name is "match" or "search" or "fullmatch" or "split" or "sub" or "subn" or "findall" or "finditer";

    /// <summary>The uses that a file shows of the pattern given to a call of <c>re</c>: the call itself, or those of what <c>re.compile</c> gives, by its name or as an attribute.</summary>
    public static List<RegexUse> Of(PythonModule module, CallView call, string function)
    {
        var uses = new List<RegexUse>();
        if (IsMatching(function))
        {
            uses.Add(new RegexUse(call.Node, function, call.Argument(function is "sub" or "subn" ? 2 : 1, "string")));
            return uses;
        }
        AddMethod(call.Node, uses);
        if ((call.Node.Parent.AsAssign?.OnlyTarget ?? call.Node.Parent.AsAnnAssign?.Target) is not { } target) return uses;
        if (target.Kind == Kind.Name && module.SymbolAt(target) is { } symbol)
        {
            if (symbol.OnlyDefinition is null) return uses;
            foreach (var reference in symbol.References) AddMethod(reference, uses);
        }
        // Bound in a class or on `self`: any attribute of that name is taken to be it, as no other name says so much.
        if (target.Kind == Kind.Attribute || target.Kind == Kind.Name && target.EnclosingClass is not null && target.EnclosingFunction is null)
            for (var id = 0; id < module.Tree.Count; id++)
                if ((Kind)module.Tree.RawKinds[id] == Kind.Attribute && module.Tree[id].Data == target.Data) AddMethod(module.Tree[id], uses);
        return uses;
    }

    private static void AddMethod(Node pattern, List<RegexUse> uses)
    {
        if (pattern.Parent.AsAttribute is not { } method || method.Node.Parent.AsCall is not { } call || call.Callee.Id != method.Node.Id || !IsMatching(method.Name)) return;
        uses.Add(new RegexUse(call.Node, method.Name, call.Argument(method.Name is "sub" or "subn" ? 1 : 0, "string")));
    }
}

/// <summary>Patterns as Python code writes them.</summary>
public static class RegexLiterals
{
    /// <summary>The pattern that a literal is, of text or of bytes; null for other expressions.</summary>
    public static string? PatternOf(Node literal, out bool isBytes)
    {
        isBytes = literal.AsConstant is { Type: ConstantKind.Bytes };
        if (!isBytes) return literal.AsConstant?.String;
        // What stands between the quotes is read as text is, without the letter that makes it bytes.
        var source = literal.Text;
        var quote = source.IndexOfAny(['"', '\'']);
        return Literals.String(System.Text.Encoding.UTF8.GetBytes(source[..quote].Replace("b", "", StringComparison.OrdinalIgnoreCase) + source[quote..]));
    }

    /// <summary>The flags given to a call of <c>re</c>; null where they are not constants of it.</summary>
    public static RegexFlags? FlagsOf(PythonModule module, CallView call, string function, bool isBytes)
    {
        var flags = isBytes ? RegexFlags.Ascii : RegexFlags.None;
        var given = call.Argument(function switch { "compile" => 1, "sub" or "subn" => 4, "split" => 3, _ => 2 }, "flags");
        if (given is not { } expression) return call.HasUnpacking ? null : flags;
        return Add(module, expression, ref flags) ? flags : null;
    }

    private static bool Add(PythonModule module, Node expression, ref RegexFlags flags)
    {
        if (expression.AsBinOp is { Op: BinaryOperator.BitOr } both) return Add(module, both.Left, ref flags) && Add(module, both.Right, ref flags);
        if (expression.AsConstant is { Integer: 0 }) return true;
        if (module.Names.PathOf(expression) is not ['r', 'e', '.', .. var name]) return false;
        switch (name)
        {
            case "I" or "IGNORECASE": flags |= RegexFlags.IgnoreCase; return true;
            case "M" or "MULTILINE": flags |= RegexFlags.MultiLine; return true;
            case "S" or "DOTALL": flags |= RegexFlags.DotAll; return true;
            case "X" or "VERBOSE": flags |= RegexFlags.Verbose; return true;
            case "A" or "ASCII": flags |= RegexFlags.Ascii; return true;
            case "U" or "UNICODE" or "DEBUG": return true;
            default: return false;
        }
    }
}
