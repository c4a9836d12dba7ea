using System.Text;
using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Dev.AstDiff;

/// <summary>What a line of the dump says after a node's place. The table `DETAIL` of `ast_dump.py` is its twin.</summary>
internal static class AstDetail
{
    public static string Of(Node node) => node.Kind switch
    {
        Kind.FunctionDef or Kind.AsyncFunctionDef =>
            $"{Name(node.Child(1))} {Count(node.Child(0))},{Count(node.Child(5))} {Parameters(node.Child(3))}",
        Kind.Lambda => Parameters(node.Child(0)),
        Kind.ClassDef => Class(node),
        Kind.For or Kind.AsyncFor => $"{Count(node.Child(2))},{Count(node.Child(3))}",
        Kind.While or Kind.If => $"{Count(node.Child(1))},{Count(node.Child(2))}",
        Kind.With or Kind.AsyncWith => $"{Flags(node.Child(0).Children, item => !item.Child(1).IsAbsent)} {Count(node.Child(1))}",
        Kind.Try or Kind.TryStar => $"{Count(node.Child(0))},{Count(node.Child(1))},{Count(node.Child(2))},{Count(node.Child(3))}",
        Kind.ExceptHandler => $"{Name(node.Child(1))} {Count(node.Child(2))}",
        Kind.Match => Join(';', node.Children.Skip(1), match => $"{(match.Child(1).IsAbsent ? 0 : 1)},{Count(match.Child(2))}"),
        Kind.Delete or Kind.Import => $"{node.Children.Count}",
        Kind.Assign => $"{node.Children.Count - 1}",
        Kind.AugAssign or Kind.BinOp => ((BinaryOperator)node.Data).ToString(),
        Kind.BoolOp => ((BoolOperator)node.Data).ToString(),
        Kind.UnaryOp => ((UnaryOperator)node.Data).ToString(),
        Kind.AnnAssign => node.Data == 1 ? "1" : "0",
        Kind.ImportFrom => $"{node.Data} {Name(node.Child(0))} {node.Children.Count - 1}",
        Kind.Global or Kind.Nonlocal => Join(',', node.Children, Name),
        Kind.Compare => Operators(node),
        Kind.Dict => Pairs(node),
        Kind.ListComp or Kind.SetComp or Kind.GeneratorExp => Generators(node.Children.Skip(1)),
        Kind.DictComp => Generators(node.Children.Skip(2)),
        Kind.Call => $"{CountOthers(node, Kind.Keyword) - 1},{CountOf(node, Kind.Keyword)}",
        Kind.FormattedValue or Kind.Interpolation => node.Data < 0 ? "-" : ((char)node.Data).ToString(),
        Kind.Constant or Kind.MatchSingleton => ((ConstantKind)node.Data).ToString(),
        Kind.Attribute or Kind.Name or Kind.PosOnlyArg or Kind.Arg or Kind.VarArg or Kind.KwOnlyArg or Kind.KwArg => NameOf(node),
        Kind.Keyword => node.Data < 0 ? "**" : NameOf(node),
        Kind.Alias => $"{Name(node.Child(0))} {Name(node.Child(1))}",
        Kind.Slice => Flags(node.Children, part => !part.IsAbsent),
        Kind.MatchStar or Kind.TypeVar or Kind.ParamSpec or Kind.TypeVarTuple => Name(node.Child(0)),
        Kind.MatchAs => Name(node.Child(1)),
        Kind.MatchMapping => Mapping(node),
        Kind.MatchClass => MatchedClass(node),
        _ => "",
    };

    /// <summary>The name in an identifier's slot.</summary>
    private static string Name(Node identifier)
    {
        if (identifier.IsAbsent) return "-";
        return identifier.Data < 0 ? "*" : NameOf(identifier);
    }

    private static string NameOf(Node node)
    {
        var name = node.Tree.Names[node.Data];
        if (!Ascii.IsValid(name)) return "~";
        // A dotted name may be written with blanks and line breaks around its dots.
        return string.Concat(Encoding.ASCII.GetString(name).Where(c => c is '.' or '_' || char.IsAsciiLetterOrDigit(c)));
    }

    /// <summary>Statements of a block, or 1 for a single statement in its place as `elif` is.</summary>
    private static int Count(Node part) => part.Kind switch
    {
        Kind.Absent => 0,
        Kind.If => 1,
        _ => part.Children.Count,
    };

    private static string Class(Node node)
    {
        var arguments = node.Child(3);
        var bases = arguments.IsAbsent ? 0 : CountOthers(arguments, Kind.Keyword);
        var keywords = arguments.IsAbsent ? 0 : CountOf(arguments, Kind.Keyword);
        return $"{Name(node.Child(1))} {Count(node.Child(0))},{bases},{keywords},{Count(node.Child(4))}";
    }

    private static string Parameters(Node arguments)
    {
        var roles = new StringBuilder("(");
        foreach (var argument in arguments.Children)
        {
            roles.Append(argument.Kind switch
            {
                Kind.PosOnlyArg => 'p',
                Kind.Arg => 'a',
                Kind.VarArg => '*',
                Kind.KwOnlyArg => 'k',
                Kind.KwArg => 'w',
                _ => '?',
            });
            if (!argument.Child(1).IsAbsent) roles.Append('=');
        }
        return roles.Append(')').ToString();
    }

    private static string Operators(Node compare)
    {
        var operators = new List<CompareOp>();
        foreach (var child in compare.Children)
            if (child.Kind == Kind.CompareOperator) operators.Add((CompareOp)child.Data);
        return string.Join(',', operators);
    }

    private static string Pairs(Node dictionary)
    {
        var flags = new StringBuilder();
        var isKey = true;
        foreach (var child in dictionary.Children)
        {
            if (isKey) flags.Append(child.IsAbsent ? '0' : '1');
            isKey = !isKey;
        }
        return flags.ToString();
    }

    private static string Generators(ChildList comprehensions) =>
        Join(';', comprehensions, part => $"{(part.Data == 1 ? 1 : 0)}{part.Children.Count - 2}");

    private static string Mapping(Node node)
    {
        var count = node.Children.Count;
        var rest = count % 2 == 1 ? Name(node.LastChild) : "-";
        return $"{count / 2} {rest}";
    }

    private static string MatchedClass(Node node)
    {
        var names = new List<string>();
        foreach (var child in node.Children)
            if (child.Kind == Kind.MatchKeyword) names.Add(Name(child.Child(0)));
        return $"{CountOthers(node, Kind.MatchKeyword) - 1} {string.Join(',', names)}";
    }

    private static int CountOf(Node node, Kind kind)
    {
        var count = 0;
        foreach (var child in node.Children)
            if (child.Kind == kind) count++;
        return count;
    }

    private static int CountOthers(Node node, Kind kind) => node.Children.Count - CountOf(node, kind);

    private static string Flags(ChildList list, Func<Node, bool> test)
    {
        var flags = new StringBuilder();
        foreach (var child in list) flags.Append(test(child) ? '1' : '0');
        return flags.ToString();
    }

    private static string Join(char separator, ChildList list, Func<Node, string> text)
    {
        var joined = new StringBuilder();
        foreach (var child in list)
        {
            if (joined.Length > 0) joined.Append(separator);
            joined.Append(text(child));
        }
        return joined.ToString();
    }
}
