namespace Lever.Review.Semantics.Python.Templates;

/// <summary>The dotted paths of names in the expression of a tag.</summary>
internal static class TemplatePaths
{
    /// <param name="Text">Such as <c>book.author.name</c>; a call's parentheses and what follows them are left out.</param>
    /// <param name="Filter">What stands behind it up to the next blank, such as <c>|upper</c>; empty where nothing does.</param>
    public readonly record struct Found(string Text, string Filter);

    /// <summary>All paths outside of quotes, in order: neither names of arguments nor of filters.</summary>
    public static List<Found> In(string expression)
    {
        var paths = new List<Found>();
        for (var at = 0; at < expression.Length;)
        {
            var letter = expression[at];
            if (letter is '"' or '\'')
            {
                var end = expression.IndexOf(letter, at + 1);
                at = end < 0 ? expression.Length : end + 1;
            }
            else if (IsStart(letter))
            {
                var end = at;
                while (end < expression.Length && (IsPart(expression[end]) || expression[end] == '.' && end + 1 < expression.Length && IsPart(expression[end + 1]))) end++;
                if (!IsName(expression, at, end)) paths.Add(new Found(expression[at..end], FilterAt(expression, end)));
                at = end;
            }
            // A number, or what follows a call or a subscript.
            else if (char.IsAsciiDigit(letter) || letter == '.')
            {
                at++;
                while (at < expression.Length && (IsPart(expression[at]) || expression[at] == '.')) at++;
            }
            else at++;
        }
        return paths;
    }

    /// <summary>The one path that an expression is, without its filters; null where it is anything else.</summary>
    public static Found? Only(string expression) => In(expression) is [var only, ..] && expression.StartsWith(only.Text, StringComparison.Ordinal) ? only : null;

    private static bool IsName(string expression, int start, int end) =>
        start > 0 && expression[start - 1] == '|' || end < expression.Length && expression[end] == '=' && !(end + 1 < expression.Length && expression[end + 1] == '=');

    private static string FilterAt(string expression, int end)
    {
        if (end + 1 < expression.Length && expression[end] == '(' && expression[end + 1] == ')') end += 2;
        var start = end;
        if (start < expression.Length && expression[start] == ' ' && expression.AsSpan(start).TrimStart().StartsWith("|")) start = expression.IndexOf('|', start);
        if (start >= expression.Length || expression[start] != '|') return "";
        var stop = expression.IndexOf(' ', start);
        return stop < 0 ? expression[start..] : expression[start..stop];
    }

    private static bool IsStart(char letter) => char.IsAsciiLetter(letter) || letter == '_';

    private static bool IsPart(char letter) => char.IsAsciiLetterOrDigit(letter) || letter == '_';
}
