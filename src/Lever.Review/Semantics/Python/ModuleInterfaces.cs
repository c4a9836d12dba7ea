using Lever.Syntax.Python;
using Lever.Syntax.Text;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Python;

/// <summary>Reads what a module offers to importers, from its top-level statements.</summary>
public static class ModuleInterfaces
{
    /// <param name="path">The file's path, by which the project knows its dotted name.</param>
    public static ModuleInterface Of(SourceText text, string path, ProjectIndex project) => Of(PythonParser.ParseOnce(text), path, project);

    public static ModuleInterface Of(SyntaxTree tree, string path, ProjectIndex project)
    {
        var (name, isPackage) = project.ModuleOf(path);
        var found = new Found(name, isPackage, [], [], [], [], [], path.EndsWith("models.py", StringComparison.Ordinal) || Array.Exists(ModelSigns, sign => tree.Names.Find(sign) >= 0));
        Collect(tree.Root, found);
        return new ModuleInterface(found.Exports, found.Stars) { Classes = found.Classes, Made = found.Made, Fields = found.Fields };
    }

    /// <summary>A module of models, or of what they are made of, has one of these names; of all others the classes' bodies are left aside.</summary>
    private static readonly byte[][] ModelSigns =
        [.. ((string[])["models", "Model", "Base", "db", "Column", "mapped_column", "relationship", "DeclarativeBase", "declarative_base", "Manager", "QuerySet", "list_display", "ModelAdmin", "TabularInline", "StackedInline", "serializers", "serializer_class"]).Select(System.Text.Encoding.UTF8.GetBytes)];

    private readonly record struct Found(
        string Module, bool IsPackage, Dictionary<string, string> Exports, List<string> Stars, Dictionary<string, ClassOutline> Classes, Dictionary<string, string> Made, Dictionary<string, FieldOutline> Fields, bool MayHoldModels);

    /// <summary>Looks through `if` and `try`, whose branches stand in for each other: the first binding of a name counts.</summary>
    private static void Collect(Node block, in Found found)
    {
        var (module, isPackage, exports, stars, _, _, _, _) = found;
        foreach (var statement in block.Children)
        {
            switch (statement.Kind)
            {
                case Kind.Import:
                    foreach (var alias in statement.Children)
                        if (alias.AsAlias is { AsName: { } asName } renamed) exports.TryAdd(asName.Text, renamed.Name.Text);
                        else if (alias.AsAlias is { } plain) exports.TryAdd(First(plain.Name.Text), First(plain.Name.Text));
                    break;
                case Kind.ImportFrom:
                    var import = statement.AsImportFrom!.Value;
                    if (RelativeImport.Resolve(module, isPackage, import.Level, import.Module?.Text ?? "") is not { } source) break;
                    foreach (var alias in import.Aliases)
                    {
                        if (alias.AsAlias is not { } view) continue;
                        if (view.IsStar) stars.Add(source);
                        else exports.TryAdd((view.AsName ?? view.Name).Text, source.Length == 0 ? view.Name.Text : source + "." + view.Name.Text);
                    }
                    break;
                case Kind.FunctionDef or Kind.AsyncFunctionDef or Kind.ClassDef:
                    exports.TryAdd(statement.Child(1).Text, module + "." + statement.Child(1).Text);
                    if (statement.AsClass is not { } defined) break;
                    if (found.MayHoldModels) found.Classes.TryAdd(defined.Name, ClassOutline.Of(defined, module, exports));
                    if (FieldOutline.Of(defined, module, exports) is { } fields) found.Fields.TryAdd(defined.Name, fields);
                    break;
                case Kind.Assign:
                    // `loads = json.loads` re-exports; other values are the module's own.
                    if (statement.AsAssign is { OnlyTarget: { Kind: Kind.Name } target, Value: { Kind: Kind.Attribute or Kind.Name } value }
                        && exports.TryGetValue(First(value.Text), out var root))
                        exports.TryAdd(target.Text, root + value.Text[First(value.Text).Length..]);
                    else if (statement.AsAssign is { OnlyTarget: { Kind: Kind.Name } own } made && exports.TryAdd(own.Text, module + "." + own.Text)
                        && made.Value.AsCall is { Callee: { Kind: Kind.Name or Kind.Attribute } callee })
                        // A class of managers that is made from one of queries is known by the latter.
                        found.Made.TryAdd(own.Text, ClassOutline.PathOf(ClassOutline.RowsOf(made.Value) ?? callee, exports));
                    break;
                case Kind.If or Kind.Try or Kind.TryStar or Kind.With:
                    foreach (var part in statement.Children) CollectPart(part, found);
                    break;
            }
        }
    }

    private static void CollectPart(Node part, in Found found)
    {
        if (part.Kind == Kind.Block) Collect(part, found);
        else if (part.Kind is Kind.Handlers or Kind.ExceptHandler)
            foreach (var inner in part.Children) CollectPart(inner, found);
    }

    private static string First(string dotted) => dotted.IndexOf('.') is var dot and >= 0 ? dotted[..dot] : dotted;
}

/// <summary>Dotted names of relative imports.</summary>
internal static class RelativeImport
{
    /// <summary>The absolute name of an import's module; null where its dots lead out of the project.</summary>
    /// <param name="module">The importing module.</param>
    /// <param name="isPackage">Is it a package's own module, which one dot means itself?</param>
    /// <param name="level">Leading dots; 0 for an absolute import.</param>
    public static string? Resolve(string module, bool isPackage, int level, string name)
    {
        if (level == 0) return name;
        var package = module;
        for (var up = isPackage ? level - 1 : level; up > 0; up--)
        {
            var dot = package.LastIndexOf('.');
            if (dot < 0) return up == 1 ? name : null;
            package = package[..dot];
        }
        return name.Length == 0 ? package : package + "." + name;
    }
}
