using System.Text;

namespace Lever.Dev.RustDiff;

/// <summary>
/// Reads what `rustc -Zunpretty=ast-tree` prints: the debug form of its tree, four spaces a level, so that each line says by itself how deep it stands.
/// </summary>
internal sealed class RustcTree
{
    /// <param name="Type">The name of rustc's structure.</param>
    private sealed record Frame(int Depth, string Type, Outline Outline)
    {
        public string Kind { get; set; } = "";

        public string Name { get; set; } = "";

        public string Detail { get; set; } = "";
    }

    private readonly Outline root = new("file");
    private readonly Stack<Frame> frames = new();
    private int skipped = int.MaxValue;

    public static Outline Read(TextReader output)
    {
        var tree = new RustcTree();
        while (output.ReadLine() is { } line) tree.Line(line);
        while (tree.frames.Count > 0) tree.Close();
        return tree.root;
    }

    private void Line(string line)
    {
        var indent = line.AsSpan().IndexOfAnyExcept(' ');
        if (indent < 0) return;
        var depth = indent / 4;
        if (depth > skipped) return;
        skipped = int.MaxValue;
        var text = line.AsSpan(indent);
        if (text[0] is '}' or ')' or ']' || text.StartsWith("span:") || text.StartsWith("id:")) return;
        while (frames.Count > 0 && frames.Peek().Depth >= depth) Close();
        if (text[^1] == '{') Open(text, depth);
        if (frames.TryPeek(out var frame)) Note(frame, text, depth - frame.Depth);
    }

    private void Open(ReadOnlySpan<char> text, int depth)
    {
        var type = text[..^1].TrimEnd();
        type = type[(type.LastIndexOf(' ') + 1)..];
        switch (type)
        {
            case "Attribute" or "Visibility":
                skipped = depth;
                return;
            case "MacCall":
                skipped = depth;
                Parent.Add("MacCall");
                return;
            case "MacroDef":
                skipped = depth;
                return;
            case "Expr" or "Pat" or "Ty" or "Stmt" or "Item" or "Block" or "Arm" or "Variant" or "FieldDef" or "UseTree" or "GenericParam" or "WherePredicate":
                frames.Push(new Frame(depth, type.ToString(), Parent.Add(type.ToString())));
                return;
        }
    }

    private Outline Parent => frames.TryPeek(out var frame) ? frame.Outline : root;

    /// <param name="below">How many levels the line stands below the frame's first.</param>
    private static void Note(Frame frame, ReadOnlySpan<char> text, int below)
    {
        if (below == 1 && text.StartsWith("kind: ")) frame.Kind = Word(text[6..]);
        var isNamed = frame.Type switch
        {
            "Item" => frame.Name.Length == 0 && below is 2 or 3 && HasName(frame.Kind),
            "Variant" => below == 1,
            "FieldDef" => below == 2,
            "Expr" => frame.Kind == "Field" && below == 2,
            _ => false,
        };
        if (isNamed && (text.StartsWith("ident: ") || frame.Type != "Item" || below == 2) && Identifier(text) is { } name) frame.Name = name;
        if (frame.Detail.Length > 0) return;
        if (frame.Type == "Stmt" && text.StartsWith("style: ")) frame.Detail = Word(text[7..]);
        if (frame.Type != "Expr") return;
        if (frame.Kind is "Binary" or "AssignOp" && below == 3 && text.StartsWith("node: ")) frame.Detail = Word(text[6..]).Replace("Assign", "", StringComparison.Ordinal);
        if (frame.Kind == "Lit" && below == 3 && text.StartsWith("kind: ")) frame.Detail = Word(text[6..]);
        if (frame.Kind is "Unary" or "Range" && below == 2 && text[^1] == ',' && text is not "None,") frame.Detail = Word(text);
        if (frame.Kind == "AddrOf" && below == 2 && text is "Mut,") frame.Detail = "Mut";
    }

    private static bool HasName(string kind) => kind is not ("Use" or "Impl" or "ForeignMod" or "MacCall");

    private static string Word(ReadOnlySpan<char> text)
    {
        var end = 0;
        while (end < text.Length && char.IsAsciiLetterOrDigit(text[end])) end++;
        return text[..end].ToString();
    }

    /// <summary>The name of a line such as `ident: name#0,`.</summary>
    private static string? Identifier(ReadOnlySpan<char> text)
    {
        if (text.StartsWith("ident: ")) text = text[7..];
        var mark = text.LastIndexOf('#');
        if (mark <= 0 || text[^1] != ',' || text.Contains(' ') || text[(mark + 1)..^1].ContainsAnyExceptInRange('0', '9')) return null;
        var name = text[..mark];
        return (name.StartsWith("r#") ? name[2..] : name).ToString().Normalize(NormalizationForm.FormC);
    }

    private void Close()
    {
        var frame = frames.Pop();
        var label = Label(frame);
        if (label is null) Parent.Hoist(frame.Outline);
        else frame.Outline.Label = label;
    }

    /// <summary>What a node is called in outlines; null for one that is no part of them.</summary>
    private static string? Label(Frame frame) => frame.Type switch
    {
        "Item" => $"item {frame.Kind switch { "TyAlias" or "Type" => "TypeAlias", "ForeignMod" => "ExternBlock", "Fn" => "Function", "Mod" => "Module", "MacroDef" => "MacroDefinition", var kind => kind }} {frame.Name}".TrimEnd(),
        "Variant" => "variant " + frame.Name,
        "FieldDef" => $"field {frame.Name}".TrimEnd(),
        "Stmt" => frame.Kind == "Let" ? "Let" : frame.Kind == "Semi" || frame.Detail == "Semicolon" ? "Semi" : null,
        "Expr" when frame.Kind is "Paren" or "Block" or "Gen" or "TryBlock" or "ConstBlock" or "MacCall" => null,
        "Pat" when frame.Kind is "Paren" or "MacCall" or "Missing" => null,
        // A `|` before a single pattern.
        "Pat" when frame.Kind == "Or" && frame.Outline.HasOneChild => null,
        "Ty" when frame.Kind is "Paren" or "MacCall" => null,
        "Expr" => $"{frame.Kind} {frame.Detail}{frame.Name}".TrimEnd(),
        "Pat" => frame.Kind == "Path" ? "Path" : "Pat" + frame.Kind,
        "Ty" => frame.Kind == "Path" ? "Path" : "Ty" + frame.Kind,
        var type => type,
    };
}
