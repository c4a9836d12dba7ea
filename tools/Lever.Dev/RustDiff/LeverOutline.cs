using System.Text;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Dev.RustDiff;

/// <summary>Lever's trees in the words of <see cref="RustcTree"/>.</summary>
internal static class LeverOutline
{
    public static Outline Of(SyntaxTree tree)
    {
        var root = new Outline("file");
        Children(tree.Root, root);
        return root;
    }

    private static void Children(Node node, Outline parent)
    {
        var slot = 0;
        foreach (var child in node.Children) Add(child, node.Kind, slot++, parent);
    }

    private static void Add(Node node, Kind parentKind, int slot, Outline parent)
    {
        switch (node.Kind)
        {
            case Kind.Attributes or Kind.Attribute or Kind.Visibility or Kind.TokenTree or Kind.Name or Kind.Lifetime or Kind.UseBound or Kind.GlobalRoot:
                return;
            case Kind.Absent when parentKind == Kind.Parameter && slot == 1:
                parent.Add("TyInfer");
                return;
            case Kind.Absent:
                return;
            case Kind.MacroCall:
                parent.Add("MacCall");
                return;
            case Kind.SelfParameter:
                Self(node, parent);
                return;
            case Kind.Variadic:
                parent.Add("TyCVarArgs");
                Children(node, parent);
                return;
            case Kind.FieldInit when !node.HasChildren:
                parent.Add("Path");
                return;
            case Kind.FieldPattern when !node.HasChildren:
                parent.Add("PatIdent");
                return;
            // The slot of a struct pattern that rustc has no pattern for.
            case Kind.RestPattern when parentKind == Kind.StructPattern || IsIn(node, Kind.StructPattern):
                return;
            default:
                var label = IsPathOfNothing(node, parentKind, slot) ? null : Label(node);
                Children(node, label is null ? parent : parent.Add(label));
                return;
        }
    }

    private static bool IsIn(Node node, Kind kind) => node.Parent.Kind == Kind.Attributed && node.Parent.Parent.Kind == kind;

    private static void Self(Node node, Outline parent)
    {
        parent.Add("PatIdent");
        foreach (var child in node.Children)
        {
            if (!child.IsType) continue;
            Add(child, Kind.SelfParameter, 1, parent);
            return;
        }
        ((node.Data & 1) == 0 ? parent : parent.Add("TyRef")).Add("TyImplicitSelf");
    }

    /// <summary>Is it a path that rustc has no expression, type or pattern for, but part of another node?</summary>
    private static bool IsPathOfNothing(Node node, Kind parentKind, int slot) => node.Kind == Kind.Path && parentKind switch
    {
        Kind.Path or Kind.StructExpression or Kind.TupleStructPattern or Kind.StructPattern or Kind.TraitBound or Kind.UseTree => slot == 0 || parentKind == Kind.TraitBound,
        Kind.QualifiedSelf => slot == 1,
        Kind.Impl => slot == 3,
        _ => false,
    };

    private static string? Label(Node node) => node.Kind switch
    {
        Kind.MacroItem => "item MacCall",
        Kind.Use or Kind.Impl or Kind.ExternBlock => $"item {node.Kind}",
        Kind.ExternCrate => $"item ExternCrate {NameOf(node, last: true)}",
        _ when node.IsItem => $"item {node.Kind} {NameOf(node)}",
        Kind.Variant => "variant " + NameOf(node),
        Kind.RecordField => "field " + NameOf(node),
        Kind.TupleField => "field",
        Kind.UseTree => "UseTree",
        Kind.LifetimeParameter or Kind.TypeParameter or Kind.ConstParameter => "GenericParam",
        Kind.WherePredicate => "WherePredicate",
        Kind.Let or Kind.Path or Kind.Block or Kind.Call or Kind.MethodCall or Kind.Cast or Kind.Index or Kind.If or Kind.Match or Kind.Loop or Kind.While or Kind.Closure
            or Kind.Break or Kind.Continue or Kind.Try or Kind.Await or Kind.Array or Kind.Yield or Kind.Become or Kind.Assign or Kind.Underscore => node.Kind.ToString(),
        Kind.ExpressionStatement => node.Data == 1 ? "Semi" : null,
        Kind.Binary => $"Binary {(BinaryOperator)node.Data}",
        Kind.CompoundAssign => $"AssignOp {(BinaryOperator)node.Data}",
        Kind.Unary => $"Unary {(UnaryOperator)node.Data}",
        Kind.Reference => (node.Data & 1) == 0 ? "AddrOf" : "AddrOf Mut",
        Kind.Literal => "Lit " + (LiteralKind)node.Data switch
        {
            LiteralKind.Int => node.Text.Contains("f32", StringComparison.Ordinal) || node.Text.Contains("f64", StringComparison.Ordinal) ? IntOrFloat(node) : "Integer",
            LiteralKind.True or LiteralKind.False => "Bool",
            LiteralKind.Str => node.Text.StartsWith('r') ? "StrRaw" : "Str",
            LiteralKind.ByteStr => node.Text.StartsWith("br", StringComparison.Ordinal) ? "ByteStrRaw" : "ByteStr",
            LiteralKind.CStr => node.Text.StartsWith("cr", StringComparison.Ordinal) ? "CStrRaw" : "CStr",
            var kind => kind.ToString(),
        },
        Kind.Tuple => "Tup",
        Kind.Range => node.Data == 1 ? "Range Closed" : "Range HalfOpen",
        Kind.ArrayRepeat => "Repeat",
        Kind.StructExpression => "Struct",
        Kind.FieldAccess => $"Field {node.Tree.Names.Text(node.Data)}",
        Kind.LetCondition => "Let",
        Kind.For => "ForLoop",
        Kind.Return => "Ret",
        Kind.MatchArm => "Arm",
        Kind.BindingPattern => "PatIdent",
        Kind.WildcardPattern => "PatWild",
        Kind.RestPattern => "PatRest",
        Kind.LiteralPattern => "PatExpr",
        Kind.RangePattern => "PatRange",
        Kind.ReferencePattern => "PatRef",
        Kind.TuplePattern => "PatTuple",
        Kind.SlicePattern => "PatSlice",
        Kind.TupleStructPattern => "PatTupleStruct",
        Kind.StructPattern => "PatStruct",
        Kind.OrPattern => "PatOr",
        Kind.BoxPattern => "PatBox",
        Kind.ReferenceType => "TyRef",
        Kind.PointerType => "TyPtr",
        Kind.SliceType => "TySlice",
        Kind.ArrayType => "TyArray",
        Kind.TupleType => "TyTup",
        Kind.NeverType => "TyNever",
        Kind.InferredType => "TyInfer",
        Kind.FunctionPointerType => "TyFnPtr",
        Kind.ImplTraitType => "TyImplTrait",
        Kind.TraitObjectType => "TyTraitObject",
        _ => null,
    };

    /// <summary>rustc's lexer leaves a number without a dot an integer, whatever its suffix.</summary>
    private static string IntOrFloat(Node node) => node.Text.Contains('.', StringComparison.Ordinal) ? "Float" : "Integer";

    private static string NameOf(Node node, bool last = false)
    {
        var name = "";
        foreach (var child in node.Children)
        {
            if (child.Kind != Kind.Name) continue;
            name = node.Tree.Names.Text(child.Data).Normalize(NormalizationForm.FormC);
            if (!last) break;
        }
        return name;
    }
}
