namespace Lever.Review.Semantics.Python;

/// <summary>
/// The names of a file that nothing but its module binds, or nothing at all. They mean the same wherever they stand, so that the scopes
/// around them need not be asked: imports, functions, classes and builtins, as a rule.
/// </summary>
internal sealed class ModuleNames
{
    private const int Unbound = 0;
    private const int BoundElsewhere = -1;

    /// <summary>By name: the module's symbol plus one, or one of the constants.</summary>
    private int[] symbols = [];

    private int count;

    /// <param name="names">How many names the file has so far.</param>
    public void Reset(int names)
    {
        count = 0;
        Extend(names);
    }

    /// <summary>Notes that a scope binds a name, for the first time in that scope.</summary>
    /// <param name="scope">0 for the module.</param>
    public void Bind(int scope, int name, int symbol)
    {
        // Binding `import a.b` may add the name `a` to the file's.
        if (name >= count) Extend(name + 1);
        symbols[name] = scope == 0 && symbols[name] == Unbound ? symbol + 1 : BoundElsewhere;
    }

    /// <summary>Is it such a name? Its symbol is -1 where nothing binds it.</summary>
    public bool TryGet(int name, out int symbol)
    {
        symbol = symbols[name] - 1;
        return symbols[name] != BoundElsewhere;
    }

    private void Extend(int names)
    {
        if (symbols.Length < names) Array.Resize(ref symbols, names * 2);
        Array.Clear(symbols, count, names - count);
        count = names;
    }
}
