using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Python;

/// <summary>Which functions of a file may take long, by a look at kinds and names alone, and which are told by their names.</summary>
public sealed class DearFunctions
{
    /// <summary>Below this a library call inside a function does not make the function dear.</summary>
    private const double DearNanoseconds = 1000;

    private static readonly NameIndex DearNames = new(Library.NamesWhere(IsDear));

    /// <summary>Methods of names shorter than this may be anybody's.</summary>
    private const int TellingLength = 8;

    private readonly PythonModule module;
    /// <summary>How many functions of the file have a name, by the name's id; more than one counts as two.</summary>
    private byte[] functions = [];
    private bool hasFunctions;

    /// <summary>The answer given last: several rules ask about the same function one after the other.</summary>
    private (int Function, bool Answer) last = (-1, false);

    internal DearFunctions(PythonModule module) => this.module = module;

    internal void Reset() => (last, hasFunctions) = ((-1, false), false);

    /// <summary>Has a function a long name that no other function of the file has, so that a method called by it is likely to be this one?</summary>
    public bool HasTellingName(Node def)
    {
        if (def.Child(1).Bytes.Length < TellingLength) return false;
        if (!hasFunctions) Count();
        return functions[def.Child(1).Data] == 1;
    }

    /// <summary>Has a function a loop, or a call by a name that may be dear?</summary>
    public bool MayBeDear(Node def)
    {
        if (last.Function == def.Id) return last.Answer;
        last = (def.Id, Looks(def));
        return last.Answer;
    }

    /// <summary>What a library takes for a call, where it is enough to make the function around it dear; 0 for all other calls.</summary>
    public double NanosecondsOf(Node call) =>
        IsNamedDear(call.Id) && module.Names.Resolve(call.FirstChild)?.Symbol is { } symbol && IsDear(symbol) ? symbol.Nanoseconds : 0;

    private void Count()
    {
        hasFunctions = true;
        var names = module.Tree.Names.Count;
        if (functions.Length < names) functions = new byte[names * 2];
        else Array.Clear(functions, 0, names);
        var kinds = module.Tree.RawKinds;
        for (var id = 1; id < kinds.Length; id++)
            if ((Kind)kinds[id] is Kind.FunctionDef or Kind.AsyncFunctionDef && module.Tree[id].Child(1).Data is var name && functions[name] < 2) functions[name]++;
    }

    private bool Looks(Node def)
    {
        var kinds = module.Tree.RawKinds;
        for (var id = def.Child(5).Id; id < def.SubtreeEnd; id++)
        {
            switch ((Kind)kinds[id])
            {
                case Kind.For or Kind.While or Kind.Comprehension: return true;
                case Kind.Call when IsNamedDear(id): return true;
            }
        }
        return false;
    }

    private bool IsNamedDear(int call) =>
        (Kind)module.Tree.RawKinds[call + 1] is Kind.Name or Kind.Attribute && DearNames.Contains(module.Tree.Names, module.Tree[call + 1].Data);

    private static bool IsDear(LibrarySymbol symbol) => symbol is { Reads: true, Blocking: Blocking.No, Nanoseconds: >= DearNanoseconds };
}
