using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Lever.Dev.Docs;

/// <summary>What the documentation comments of an assembly say, as Markdown; the compiler writes them beside the assembly.</summary>
internal sealed partial class CodeComments
{
    private readonly Dictionary<string, XElement> summaries;

    private CodeComments(Dictionary<string, XElement> summaries) => this.summaries = summaries;

    public static CodeComments Of(System.Reflection.Assembly assembly)
    {
        var file = Path.Combine(AppContext.BaseDirectory, assembly.GetName().Name + ".xml");
        var members = XDocument.Load(file, LoadOptions.PreserveWhitespace).Descendants("member");
        return new CodeComments(members.Where(member => member.Element("summary") is not null)
            .ToDictionary(member => member.Attribute("name")!.Value, member => member.Element("summary")!, StringComparer.Ordinal));
    }

    /// <summary>The summary of a type.</summary>
    public string Of(Type type) => Markdown(summaries["T:" + type.FullName]);

    /// <summary>The summary of a constant or of an enumeration's member, in one line.</summary>
    public string Of(Type type, string member) => Markdown(summaries[$"F:{type.FullName}.{member}"]).ReplaceLineEndings(" ");

    private static string Markdown(XElement summary)
    {
        var text = new StringBuilder();
        foreach (var node in summary.Nodes())
        {
            text.Append(node switch
            {
                XElement { Name.LocalName: "code" } code => "\n\n```\n" + string.Join("\n", Lines(code.Value)) + "\n```\n\n",
                XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
                XElement { Name.LocalName: "see" } see => $"`{see.Attribute("cref")!.Value.Split('.')[^1]}`",
                XText plain => MarkdownText.Escaped(string.Join('\n', Lines(plain.Value, keepEnds: true))),
                _ => throw new NotSupportedException($"a summary holds {node}, which no page shows yet"),
            });
        }
        return BlankLines().Replace(text.ToString().Trim(), "\n\n");
    }

    /// <summary>Lines without the indentation that all of them share.</summary>
    private static IEnumerable<string> Lines(string text, bool keepEnds = false)
    {
        var lines = text.Split('\n');
        var shared = lines.Skip(1).Where(line => line.Trim().Length > 0).Select(line => line.Length - line.TrimStart().Length).DefaultIfEmpty(0).Min();
        var cut = lines.Select((line, index) => index == 0 ? line : line[Math.Min(shared, line.Length)..]);
        return keepEnds ? cut : cut.SkipWhile(line => line.Trim().Length == 0).Reverse().SkipWhile(line => line.Trim().Length == 0).Reverse();
    }

    [GeneratedRegex("\n{3,}")]
    private static partial Regex BlankLines();
}
