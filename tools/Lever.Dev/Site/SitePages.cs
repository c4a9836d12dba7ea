using System.Globalization;
using System.Text;
using Lever.Commands;
using Lever.Dev.Docs;

namespace Lever.Dev.Site;

/// <summary>Which pages the site has, in the order of its navigation: files of the repository, and what the code says of itself.</summary>
internal static class SitePages
{
    private static readonly string[] examples = ["feedserver", "logindex", "tokencount", "guide"];

    public static IReadOnlyList<SitePage> Of(string root)
    {
        string Read(string path) => TextOf(Path.Combine(root, path));
        SitePage First(string path, string section, string source) => new(path, source, section, Read(source)) { IsFirst = true };
        var commands = CommandLine.Pages();
        return
        [
            First("index.html", "Start", "README.md"),
            .. Below(root, "docs/tutorials", "Tutorials", "tutorials"),
            new SitePage("commands/index.html", "docs/commands/README.md", "Commands", CommandTable(commands)) { IsFirst = true },
            .. commands.Select(command => new SitePage(PathOf(command), "docs/commands/x.md", "Commands", CommandText(command))),
            .. Below(root, "docs/rules", "Rules", "rules"),
            First("formats.html", "Formats", "docs/formats.md"),
            First("configuration.html", "Configuration", "docs/configuration.md"),
            new SitePage("exit-codes.html", "docs/exit-codes.md", "Exit codes", ExitCodes(commands)) { IsFirst = true },
            First("costs.html", "Unit costs", "docs/costs.md"),
            new SitePage("glossary.html", "docs/glossary.md", "Glossary", GlossaryText()) { IsFirst = true },
            new SitePage("topics/index.html", "docs/topics/README.md", "Topics", TopicTable()) { IsFirst = true },
            .. Topics.Names.Select(name => new SitePage($"topics/{name}.html", $"docs/topics/{name}.md", "Topics", $"# {Spaced(name)}\n\n{Topics.Find(name)}")),
            First("examples/index.html", "Examples", "examples/README.md"),
            .. examples.Select(name => new SitePage($"examples/{name}.html", $"examples/{name}/README.md", "Examples", Read($"examples/{name}/README.md"))),
            First("architecture.html", "Architecture", "ARCHITECTURE.md"),
            First("contributing.html", "Contributing", "CONTRIBUTING.md"),
        ];
    }

    /// <summary>A folder's pages, its README before the others.</summary>
    private static IEnumerable<SitePage> Below(string root, string folder, string section, string path) =>
        Directory.EnumerateFiles(Path.Combine(root, folder), "*.md")
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .OrderBy(name => name != "README").ThenBy(name => name, StringComparer.Ordinal)
            .Select(name => new SitePage($"{path}/{(name == "README" ? "index" : name)}.html", $"{folder}/{name}.md", section, TextOf(Path.Combine(root, folder, name + ".md")))
            {
                IsFirst = name == "README",
            });

    /// <summary>A file without the comment by which generated ones say who wrote them.</summary>
    private static string TextOf(string file)
    {
        var text = File.ReadAllText(file);
        return text.StartsWith("<!--", StringComparison.Ordinal) ? text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..] : text;
    }

    private static string PathOf(CommandPage command) => $"commands/{command.Name.Replace(' ', '-')}.html";

    private static string CommandTable(IReadOnlyList<CommandPage> commands)
    {
        var text = new StringBuilder("# Commands\n\nEach page is what `lever COMMAND --help` says.\n\n| command | what it does |\n|---|---|\n");
        foreach (var command in commands)
            text.Append(CultureInfo.InvariantCulture, $"| [`{command.Name}`]({command.Name.Replace(' ', '-')}.md) | {MarkdownText.Cell(MarkdownText.Escaped(command.Help.Summary))} |\n");
        return text.ToString();
    }

    private static string CommandText(CommandPage command)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# {command.Name}\n\n{MarkdownText.Escaped(command.Help.Summary)}\n\n```\n{command.Usage}\n```\n\n");
        foreach (var line in command.Help.About.Split('\n')) text.Append(CultureInfo.InvariantCulture, $"{MarkdownText.Escaped(line)}\n\n");
        if (command.Help.Examples.Count > 0) text.Append("## Examples\n\n");
        foreach (var (line, meaning) in command.Help.Examples) text.Append(CultureInfo.InvariantCulture, $"{MarkdownText.Escaped(meaning)}:\n\n```\n{line}\n```\n\n");
        foreach (var (title, rows) in command.Tables) Table(text, title, rows);
        Table(text, "Exit codes", command.Help.ExitCodes);
        return text.Append(MarkdownText.Escaped(command.Help.Next)).Append('\n').ToString();
    }

    private static void Table(StringBuilder text, string title, IReadOnlyList<(string Left, string Right)> rows)
    {
        if (rows.Count == 0) return;
        text.Append(CultureInfo.InvariantCulture, $"## {title}\n\n| | |\n|---|---|\n");
        foreach (var (left, right) in rows) text.Append(CultureInfo.InvariantCulture, $"| `{MarkdownText.Cell(left)}` | {MarkdownText.Cell(MarkdownText.Escaped(right))} |\n");
        text.Append('\n');
    }

    private static string ExitCodes(IReadOnlyList<CommandPage> commands)
    {
        var comments = CodeComments.Of(typeof(ExitCode).Assembly);
        var text = new StringBuilder("# Exit codes\n\nThey are a contract: scripts and CI may rely on them.\n\n| code | meaning |\n|---:|---|\n");
        foreach (var (name, code) in ExitCode.All) text.Append(CultureInfo.InvariantCulture, $"| {code} | {MarkdownText.Cell(comments.Of(typeof(ExitCode), name))} |\n");
        text.Append("\n## By command\n\n| command | code | meaning |\n|---|---:|---|\n");
        foreach (var command in commands)
            foreach (var (code, meaning) in command.Help.ExitCodes)
                text.Append(CultureInfo.InvariantCulture, $"| `{command.Name}` | {code} | {MarkdownText.Cell(MarkdownText.Escaped(meaning))} |\n");
        return text.ToString();
    }

    private static string GlossaryText()
    {
        var text = new StringBuilder("# Glossary\n\nThe words that reports use; `lever explain WORD` says the same.\n");
        foreach (var (term, meaning) in Glossary.Terms) text.Append(CultureInfo.InvariantCulture, $"\n## {term}\n\n{MarkdownText.Escaped(meaning)}\n");
        return text.ToString();
    }

    private static string TopicTable()
    {
        var text = new StringBuilder("# Topics\n\nMatters of performance that no rule can decide; `lever explain TOPIC` shows the same pages.\n\n");
        foreach (var name in Topics.Names) text.Append(CultureInfo.InvariantCulture, $"- [{Spaced(name)}]({name}.md): {Topics.Find(name)!.Split('\n')[0]}\n");
        return text.ToString();
    }

    /// <summary>A topic's name as a title.</summary>
    private static string Spaced(string name) => char.ToUpperInvariant(name[0]) + name[1..].Replace('-', ' ');
}
