using System.Globalization;
using System.Text.RegularExpressions;
using Lever.Syntax.Python;
using Lever.Syntax.Text;
using Lever.Syntax.Trees;

namespace Lever.Review.Rules;

/// <summary>What the source of an experiment says of itself, whatever its language.</summary>
/// <param name="Problem">Why it cannot be used; empty where it can.</param>
/// <param name="Summary">What is compared; null where it does not say.</param>
/// <param name="Functions">The names of its functions.</param>
/// <param name="Texts">Its keys that hold text, such as WINS.</param>
/// <param name="Sizes">Null where they are missing or not all whole numbers.</param>
/// <param name="Requires">Modules; null where they are not all text.</param>
internal sealed partial record ExperimentHeader(
    string Problem,
    string? Summary,
    IReadOnlySet<string> Functions,
    IReadOnlyDictionary<string, string> Texts,
    IReadOnlyList<int>? Sizes,
    IReadOnlyList<string>? Requires)
{
    private static readonly string[] textKeys = ["WINS", "LOSES", "METRIC", "PYTHON", "SAME"];
    private static readonly string[] rustKeys = ["SIZES", "WINS", "LOSES", "METRIC", "RUST", "SAME"];

    public string? Text(string name) => Texts.GetValueOrDefault(name);

    /// <summary>The docstring of the module and the literals that it assigns to names of keys.</summary>
    public static ExperimentHeader OfPython(string source)
    {
        var tree = PythonParser.ParseOnce(SourceText.From(source));
        var problem = tree.Problems.Count > 0 ? $"it does not parse: {tree.Problems[0].Message}" : "";
        string? summary = null;
        var functions = new HashSet<string>();
        var texts = new Dictionary<string, string>();
        IReadOnlyList<int>? sizes = null;
        IReadOnlyList<string>? requires = [];
        foreach (var statement in tree.Root.Children)
        {
            if (statement.AsFunction is { IsAsync: false } function) functions.Add(function.Name);
            else if (statement.AsExpressionStatement is { AsConstant.String: { } text }) summary ??= text;
            else if (statement.AsAssign is { OnlyTarget.AsName.Id: var name, Value: var value })
            {
                if (textKeys.Contains(name) && value.AsConstant?.String is { } words) texts[name] = words;
                else if (name == "SIZES" && value.Kind == Kind.List) sizes = SizesIn(value);
                else if (name == "REQUIRES" && value.Kind == Kind.List) requires = ModulesIn(value);
                else if (problem.Length == 0 && (textKeys.Contains(name) || name is "SIZES" or "REQUIRES")) problem = $"{name} is not written as a literal";
            }
        }
        return new ExperimentHeader(problem, summary, functions, texts, sizes, requires);
    }

    /// <summary>
    /// The comment with which a crate begins: lines of <c>//!</c>, of which the first paragraph is the summary and those that read
    /// <c>KEY: value</c> are keys. Functions are found at the start of lines.
    /// </summary>
    public static ExperimentHeader OfRust(string source)
    {
        var problem = "";
        var texts = new Dictionary<string, string>();
        var summary = new List<string>();
        var isSummary = true;
        foreach (var line in source.Split('\n').TakeWhile(line => line.StartsWith("//!", StringComparison.Ordinal)).Select(line => line[3..].Trim()))
        {
            if (line.Length == 0) isSummary = false;
            else if (RustKey().Match(line) is { Success: true } key)
            {
                isSummary = false;
                var name = key.Groups[1].Value;
                if (!rustKeys.Contains(name)) problem = $"{name} is no key; they are {string.Join(", ", rustKeys)}";
                else if (!texts.TryAdd(name, key.Groups[2].Value)) problem = $"{name} is said twice";
            }
            else if (isSummary) summary.Add(line);
        }
        var functions = RustFunction().Matches(source).Select(match => match.Groups[1].Value).ToHashSet();
        var sizes = texts.TryGetValue("SIZES", out var text) ? SizesIn(text) : null;
        return new ExperimentHeader(problem, summary.Count > 0 ? string.Join(' ', summary) : null, functions, texts, sizes, []);
    }

    private static List<int>? SizesIn(Node list)
    {
        var sizes = new List<int>();
        foreach (var element in list.Children)
        {
            if (element.AsConstant?.Integer is not (>= 0 and <= int.MaxValue and var size)) return null;
            sizes.Add((int)size);
        }
        return sizes;
    }

    private static List<int>? SizesIn(string text)
    {
        var sizes = new List<int>();
        foreach (var part in text.Split(','))
        {
            if (!int.TryParse(part.Trim().Replace("_", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out var size)) return null;
            sizes.Add(size);
        }
        return sizes;
    }

    private static List<string>? ModulesIn(Node list)
    {
        var modules = new List<string>();
        foreach (var element in list.Children)
        {
            if (element.AsConstant?.String is not { } module) return null;
            modules.Add(module);
        }
        return modules;
    }

    [GeneratedRegex(@"^([A-Z]{3,}):\s*(.*)$")]
    private static partial Regex RustKey();

    [GeneratedRegex(@"^(?:pub )?fn (\w+)\s*[(<]", RegexOptions.Multiline)]
    private static partial Regex RustFunction();
}
