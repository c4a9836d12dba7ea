using System.Globalization;
using System.Text.RegularExpressions;
using Lever.Review.Semantics.Rust.Placement;
using Lever.Syntax.Rust;
using Lever.Syntax.Text;
using Lever.Workspace;

namespace Lever.Dev.RustDiff;

/// <summary>Compares Lever's layouts with what `rustc -Zprint-type-sizes` printed for a crate.</summary>
internal static partial class RustLayoutsCommand
{
    public static int Run(string[] args)
    {
        if (args is not [var printed, var crate, .. { Length: > 0 } places])
        {
            Console.Error.WriteLine("lever-dev rust-layouts SIZES CRATE PATH...");
            return 2;
        }
        var files = SourceFinder.Find(places, Directory.GetCurrentDirectory()).Files.Where(file => file.FullPath.EndsWith(".rs", StringComparison.Ordinal)).ToList();
        var project = new CargoManifests().ProjectOf(files);
        var index = new TypeIndex(Libraries.Index);
        var parser = new RustParser();
        foreach (var file in files)
        {
            var module = places is [var only] && only.EndsWith(".rs", StringComparison.Ordinal) ? crate : project.ModuleOf(file.Path);
            index.Add(TypeDeclarations.Of(parser.Parse(SourceText.FromUtf8(File.ReadAllBytes(file.FullPath)), project.EditionOf(file.Path)), file.Path, module), module);
        }
        var layouts = new TypeLayouts(index);
        var (same, unknown, own, ownUnknown) = (0, 0, 0, 0);
        var wrong = new List<string>();
        var blanks = new List<string>();
        foreach (Match match in File.ReadLines(printed).Select(line => TypeLine().Match(line)).Where(match => match.Success).DistinctBy(match => match.Groups[1].Value))
        {
            var name = match.Groups[1].Value;
            if (name.Contains('{', StringComparison.Ordinal)) continue;
            var tree = parser.Parse(SourceText.From($"type Printed = {name};"), Edition.Rust2021);
            if (tree.Problems.Count > 0 || tree.Root.FirstChild.AsTypeAlias?.Type is not { } type) continue;
            var isOwn = !name.Contains("::", StringComparison.Ordinal) || index.Resolve(name.Split('<')[0].Split("::"), crate) is { Type: { } declared } && index.Owns(declared);
            if (isOwn) own++;
            if (layouts.Of(TypeTerm.Of(type), crate, []) is not { } layout)
            {
                unknown++;
                if (isOwn) ownUnknown++;
                blanks.Add(name);
                continue;
            }
            var size = long.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture);
            var align = long.Parse(match.Groups[3].Value, CultureInfo.InvariantCulture);
            if (layout.Size == size && layout.Align == align) same++;
            else wrong.Add(string.Create(CultureInfo.InvariantCulture, $"WRONG {name}: {layout.Size}/{layout.Align}, rustc says {size}/{align}"));
        }
        foreach (var line in blanks.Take(40)) Console.WriteLine("unknown " + line);
        foreach (var line in wrong) Console.WriteLine(line);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{same} same, {wrong.Count} wrong, {unknown} unknown; of {own} types of the crate {ownUnknown} unknown"));
        return wrong.Count == 0 ? 0 : 1;
    }

    [GeneratedRegex(@"^print-type-size type: `(.*)`: (\d+) bytes, alignment: (\d+) bytes")]
    private static partial Regex TypeLine();
}
