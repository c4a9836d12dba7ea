using Lever.Review.Findings;
using Lever.Review.Semantics.Boundary;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;

namespace Lever.Workspace;

/// <summary>Reads what the project's Rust extensions give Python. Only files of crates that depend on PyO3 are looked into.</summary>
internal static class NativeModules
{
    public static NativeIndex Of(IEnumerable<SourceFile> files, RustProject project, IOpenTexts? open)
    {
        var outlines = new Dictionary<RustCrate, List<NativeOutline>>(ReferenceEqualityComparer.Instance);
        SourceReader? reader = null;
        var parser = new RustParser();
        foreach (var file in files)
        {
            if (file.Language != Language.Rust || project.CrateOf(file.Path) is not { PyO3: not null } crate) continue;
            reader ??= new SourceReader(open);
            if (reader.Read(file).Text is not { } text) continue;
            if (!outlines.TryGetValue(crate, out var ofCrate)) outlines.Add(crate, ofCrate = []);
            ofCrate.Add(NativeOutlines.Of(parser.Parse(text, crate.Edition), file.Path));
        }
        return outlines.Count == 0 ? NativeIndex.Empty : new NativeIndex(outlines.Select(entry => new NativeCrate(entry.Key.PythonModule, entry.Value) { HasBound = entry.Key.PyO3 is not { } version || version.CompareTo((0, 21)) >= 0 }));
    }
}
