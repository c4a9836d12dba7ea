namespace Lever.Review.Semantics.Python.Templates;

/// <summary>
/// Goes through a template with rows under some names, and notes what it asks of each: tags that do not matter are passed over, and what a
/// name means is believed only where the template itself shows it.
/// </summary>
internal sealed class TemplateRows(ProjectIndex project, ModelClass model, RowNeeds needs)
{
    private const int DeepestInclude = 6;
    private const int MostTags = 50_000;

    /// <summary>Steps behind which rows, or a number of them, stand.</summary>
    private static readonly HashSet<string> manyEnds = new(StringComparer.Ordinal) { "all", "count", "exists", "first", "last", "filter", "exclude", "values", "values_list", "order_by", "latest", "earliest" };

    /// <summary>Filters that write a value as its text.</summary>
    private static readonly HashSet<string> textFilters = new(StringComparer.Ordinal) { "", "escape", "safe", "default", "default_if_none", "upper", "lower", "title", "capfirst", "truncatechars", "truncatewords", "force_escape", "striptags", "e" };

    private readonly List<(string Name, Meaning? Value)> scope = [];
    private readonly Stack<Open> open = new();
    private readonly List<(string Path, string Place, bool IsShown, bool IsSure)> reads = [];
    private int budget = MostTags;
    /// <summary>Names below this are not seen by what was included with nothing else.</summary>
    private int hiddenBelow;

    /// <summary>What a name stands for: all rows, or what a path leads to from each.</summary>
    /// <param name="Path">Dotted, from the row; null for the rows themselves.</param>
    private readonly record struct Meaning(string? Path)
    {
        public static Meaning Rows { get; } = new((string?)null);

        public static Meaning Row { get; } = new("");

        public Meaning To(string rest) => rest.Length == 0 ? this : new Meaning(Path!.Length == 0 ? rest : Path + "." + rest);
    }

    /// <param name="Word">Of the tag that opened it.</param>
    /// <param name="Names">How many names there were before it.</param>
    /// <param name="IsRows">Does it go through the rows?</param>
    private readonly record struct Open(string Word, int Names, bool IsRows);

    /// <summary>Goes through a template and those that it extends and includes.</summary>
    /// <param name="names">The names under which it is given the rows.</param>
    public void Look(string template, IEnumerable<string> names)
    {
        if (project.TemplateOf(template) is not { } found) return;
        foreach (var name in names) scope.Add((name, Meaning.Rows));
        Whole(template, found);
        // What is asked of each row in one place and of some in another is asked of each.
        foreach (var read in reads.OrderBy(read => read.IsSure ? 0 : 1)) needs.AddShown(model, read.Path, read.Place, read.IsShown, read.IsSure);
    }

    private void Whole(string name, Template template)
    {
        var overridden = new HashSet<string>(StringComparer.Ordinal);
        for (var hop = 0; hop < DeepestInclude; hop++)
        {
            Walk(name, template, overridden, 0);
            if (ParentOf(template) is not { } parent || project.TemplateOf(parent) is not { } next) break;
            AddOwn(template, overridden);
            (name, template) = (parent, next);
        }
    }

    private static string? ParentOf(Template template)
    {
        foreach (var tag in template.Tags)
            if (tag.Kind == TemplateTagKind.Statement && tag.Word == "extends") return Literal(tag.Rest);
        return null;
    }

    /// <summary>Adds the blocks that a template puts in place of its parent's.</summary>
    private static void AddOwn(Template template, HashSet<string> overridden)
    {
        string? last = null;
        foreach (var tag in template.Tags)
        {
            if (tag.Kind == TemplateTagKind.Statement && tag.Word == "block") overridden.Add(last = tag.Rest.Split(' ')[0]);
            // The parent's stands inside of this one.
            else if (last is not null && (tag.Text == "block.super" || tag.Text.StartsWith("super()", StringComparison.Ordinal))) overridden.Remove(last);
        }
    }

    private void Walk(string name, Template template, HashSet<string> overridden, int depth)
    {
        var (floor, names) = (open.Count, scope.Count);
        var skippedTo = "";
        var skippedBlocks = 0;
        foreach (var tag in template.Tags)
        {
            if (--budget <= 0) break;
            var word = tag.Kind == TemplateTagKind.Value ? "" : tag.Word;
            if (skippedTo.Length > 0)
            {
                if (skippedTo == "endblock" && word == "block") skippedBlocks++;
                if (word == skippedTo && skippedBlocks-- == 0) skippedTo = "";
                continue;
            }
            skippedBlocks = 0;
            switch (word)
            {
                case "":
                    Read(tag.Text, name, tag.Line, isShown: true);
                    break;
                // What is kept in a cache is asked for once.
                case "comment" or "verbatim" or "raw" or "cache" or "macro":
                    skippedTo = "end" + word;
                    break;
                case "block" when overridden.Contains(tag.Rest.Split(' ')[0]):
                    skippedTo = "endblock";
                    break;
                case "for":
                    For(tag, name);
                    break;
                case "empty":
                    Close("for", floor);
                    open.Push(new Open("for", scope.Count, false));
                    break;
                case "elif" or "else":
                    Read(tag.Rest, name, tag.Line);
                    break;
                case "with":
                    Read(tag.Rest, name, tag.Line);
                    open.Push(new Open(word, scope.Count, false));
                    Bind(tag.Rest);
                    break;
                case "set":
                    Read(tag.Rest, name, tag.Line);
                    Bind(tag.Rest.Replace(" = ", "=", StringComparison.Ordinal));
                    break;
                case "include":
                    Include(tag, name, depth);
                    break;
                case "regroup":
                    Regroup(tag, name);
                    break;
                case "extends" or "load" or "endblock":
                    break;
                case "if" or "ifchanged" or "ifequal" or "ifnotequal" or "filter" or "spaceless" or "autoescape" or "blocktrans" or "blocktranslate":
                    Read(tag.Rest, name, tag.Line);
                    open.Push(new Open(word, scope.Count, false));
                    if (word.StartsWith("blocktrans", StringComparison.Ordinal)) Bind(tag.Rest);
                    break;
                default:
                    if (word.StartsWith("end", StringComparison.Ordinal)) Close(word[3..], floor);
                    else Read(tag.Rest, name, tag.Line);
                    break;
            }
        }
        while (open.Count > floor) open.Pop();
        scope.RemoveRange(names, scope.Count - names);
    }

    /// <summary>Ends what a tag opened, and whatever was left open inside of it.</summary>
    private void Close(string word, int floor)
    {
        var above = 0;
        foreach (var entry in open)
        {
            if (open.Count - above <= floor) return;
            above++;
            if (entry.Word != word) continue;
            for (; above > 1; above--) open.Pop();
            var closed = open.Pop();
            scope.RemoveRange(closed.Names, scope.Count - closed.Names);
            return;
        }
    }

    private void For(TemplateTag tag, string name)
    {
        var split = tag.Rest.IndexOf(" in ", StringComparison.Ordinal);
        var (targets, source) = split < 0 ? ("", tag.Rest) : (tag.Rest[..split].Trim(), tag.Rest[(split + 4)..].Trim());
        var path = TemplatePaths.Only(source);
        var isRows = path is { } rows && MeaningOf(rows.Text) is { Path: null } && !rows.Filter.Contains("slice", StringComparison.Ordinal) && !rows.Filter.Contains('[', StringComparison.Ordinal);
        if (!isRows) Read(source, name, tag.Line);
        open.Push(new Open("for", scope.Count, isRows));
        foreach (var target in targets.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            scope.Add((target, isRows && !targets.Contains(',', StringComparison.Ordinal) ? Meaning.Row : null));
    }

    private void Regroup(TemplateTag tag, string name)
    {
        // `regroup books by author.name as groups` reads the path of each row.
        if (tag.Rest.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is [var rows, "by", var by, ..] && MeaningOf(rows) is { Path: null } && !by.Contains('|', StringComparison.Ordinal))
            Need(by, name, tag.Line, isShown: false, isSure: true);
    }

    private void Include(TemplateTag tag, string name, int depth)
    {
        Read(tag.Rest, name, tag.Line);
        if (depth >= DeepestInclude || Literal(tag.Rest) is not { } included || project.TemplateOf(included) is not { } template) return;
        var (names, outer) = (scope.Count, hiddenBelow);
        Bind(tag.Rest);
        if (tag.Rest.EndsWith(" only", StringComparison.Ordinal)) hiddenBelow = names;
        Walk(included, template, [], depth + 1);
        hiddenBelow = outer;
        scope.RemoveRange(names, scope.Count - names);
    }

    /// <summary>Enters the names of `a=path` and of `path as a`.</summary>
    private void Bind(string text)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        for (var at = 0; at < words.Length; at++)
        {
            if (words[at].IndexOf('=') is > 0 and var equals && words[at][..equals].All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_')) Enter(words[at][..equals], words[at][(equals + 1)..]);
            else if (words[at] == "as" && at > 0 && at + 1 < words.Length) Enter(words[at + 1], words[at - 1]);
        }

        void Enter(string bound, string value)
        {
            var path = TemplatePaths.Only(value);
            scope.Add((bound, path is { Filter: "" } plain && plain.Text == value ? MeaningOf(plain.Text) : null));
        }
    }

    /// <summary>What a path means, seen from its first name; null where that is nothing that is known.</summary>
    private Meaning? MeaningOf(string path)
    {
        var dot = path.IndexOf('.');
        var (first, rest) = dot < 0 ? (path, "") : (path[..dot], path[(dot + 1)..]);
        for (var at = scope.Count - 1; at >= hiddenBelow; at--)
        {
            if (scope[at].Name != first) continue;
            if (scope[at].Value is not { } found) return null;
            // A page of rows holds them under this name; `.all` gives them again.
            if (found.Path is null) return rest is "" or "object_list" or "all" ? found : null;
            return found.To(rest);
        }
        return null;
    }

    private void Read(string expression, string name, int line, bool isShown = false)
    {
        var isSure = IsSure();
        foreach (var path in TemplatePaths.In(expression))
        {
            if (MeaningOf(path.Text) is not { Path: { } read }) continue;
            var filter = path.Filter.TrimStart('|');
            if (filter.IndexOfAny([':', '|', '(']) is >= 0 and var end) filter = filter[..end];
            Need(read, name, line, isShown && textFilters.Contains(filter), isSure);
        }
    }

    /// <summary>Does each row come here: does nothing but the loop over the rows stand around the place?</summary>
    private bool IsSure()
    {
        foreach (var entry in open)
        {
            if (entry.IsRows) return true;
            if (entry.Word is "if" or "for" or "ifchanged" or "ifequal" or "ifnotequal") return false;
        }
        return false;
    }

    private void Need(string path, string name, int line, bool isShown, bool isSure)
    {
        var steps = path.Split('.');
        for (var at = 0; at < steps.Length; at++)
        {
            if (at == 0 || !manyEnds.Contains(steps[at])) continue;
            path = string.Join('.', steps, 0, at + 1);
            break;
        }
        reads.Add((path, $"{name}:{line}", isShown, isSure));
    }

    /// <summary>The text that a tag names first in quotes.</summary>
    private static string? Literal(string text)
    {
        if (text.Length < 2 || text[0] is not ('"' or '\'')) return null;
        var end = text.IndexOf(text[0], 1);
        return end > 1 ? text[1..end] : null;
    }
}
