using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Python.Calls;

/// <summary>The dotted names of one file's functions and classes; each owner's text is made once.</summary>
internal sealed class DefinitionNames(PythonModule module)
{
    private readonly Dictionary<int, string> owners = [];

    public void Reset() => owners.Clear();

    /// <summary>The name of a function or class, with what it belongs to.</summary>
    public DottedName KeyOf(Node definition) => new(OwnerOf(definition), module.Tree.Names.Text(definition.Child(1).Data));

    /// <summary>The whole dotted name of a function or class.</summary>
    public string Of(Node definition)
    {
        if (owners.TryGetValue(definition.Id, out var known)) return known;
        return owners[definition.Id] = KeyOf(definition).ToString();
    }

    private string OwnerOf(Node definition)
    {
        var owner = definition.Parent;
        while (!owner.IsRoot && !owner.IsFunction && owner.Kind != Kind.ClassDef) owner = owner.Parent;
        return owner.IsRoot ? module.Name : Of(owner);
    }
}
