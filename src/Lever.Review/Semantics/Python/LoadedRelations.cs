using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Python;

/// <summary>The relations that some code says are loaded together with the rows of its query.</summary>
public sealed class LoadedRelations
{
    /// <summary>As many steps Django follows where <c>select_related()</c> is told no names.</summary>
    private const int FarthestJoin = 5;

    private readonly List<string> paths = [];

    /// <summary>May anything be loaded, as far as the code can be read?</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Does <c>select_related</c> stand there, whatever it names?</summary>
    public bool Joins { get; private set; }

    /// <summary>Is every foreign key joined that must not be null?</summary>
    public bool JoinsAllRequired { get; private set; }

    public void Add(string path) => paths.Add(path);

    public void AddAllRequired() => JoinsAllRequired = true;

    public void Open() => IsOpen = true;

    /// <summary>Adds what calls of <c>select_related</c> and <c>prefetch_related</c> anywhere in a region name.</summary>
    public void AddFrom(Node region)
    {
        var tree = region.Tree;
        for (var id = region.Id; id < region.SubtreeEnd; id++)
        {
            if ((Kind)tree.RawKinds[id] != Kind.Call || tree[id].AsCall is not { Callee.AsAttribute: { Name: "select_related" or "prefetch_related" } method } call) continue;
            Joins |= method.Name == "select_related";
            if (call.Arguments.IsEmpty && method.Name == "select_related") JoinsAllRequired = true;
            foreach (var argument in call.Arguments)
            {
                var named = argument.AsCall is { } prefetch ? prefetch.Argument(0, "lookup") ?? argument : argument;
                if (named.AsConstant?.String is { } path) paths.Add(path);
                else IsOpen |= !named.IsNone;
            }
        }
    }

    /// <summary>Is a relation loaded with the rows of a model?</summary>
    /// <param name="path">With two underscores between its parts.</param>
    public bool Covers(Models models, ModelClass model, string path)
    {
        if (IsOpen) return true;
        foreach (var loaded in paths)
            if (loaded == path || loaded.StartsWith(path + "__", StringComparison.Ordinal)) return true;
        return JoinsAllRequired && IsRequired(models, model, path);
    }

    private static bool IsRequired(Models models, ModelClass model, string path)
    {
        var steps = path.Split("__");
        if (steps.Length > FarthestJoin) return false;
        ModelClass? at = model;
        foreach (var step in steps)
        {
            if (at is null || !at.Fields.TryGetValue(step, out var field) || field.Relation != Relation.ToOne || at.IsNullable(step)) return false;
            at = models.TargetOf(at, field);
        }
        return true;
    }
}
