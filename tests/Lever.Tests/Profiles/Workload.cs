using System.Text.RegularExpressions;
using Lever.Profiles.Joining;

namespace Lever.Tests.Profiles;

/// <summary>The functions of <c>make/workload.py</c>, from which all samples come, found by their indentation.</summary>
internal static class Workload
{
    public static SourceFile At(string path) => new(path, Functions);

    public static IReadOnlyList<SourceFunction> Functions { get; } = Find(
        File.ReadAllLines(Path.Combine(Samples.Folder, "make", "workload.py")));

    public static int LineOf(string text) => 1 + Array.FindIndex(
        File.ReadAllLines(Path.Combine(Samples.Folder, "make", "workload.py")), line => line.Contains(text));

    private static SourceFunction[] Find(string[] lines)
    {
        var found = new List<SourceFunction>();
        var scopes = new Stack<(int Indent, string Name)>();
        for (var i = 0; i < lines.Length; i++)
        {
            if (Regex.Match(lines[i], @"^( *)(def|class) (\w+)") is not { Success: true } match) continue;
            var indent = match.Groups[1].Length;
            while (scopes.Count > 0 && scopes.Peek().Indent >= indent) scopes.Pop();
            scopes.Push((indent, match.Groups[3].Value));
            if (match.Groups[2].Value == "class") continue;
            var first = i;
            while (lines[first - 1].TrimStart().StartsWith('@')) first--;
            var last = i;
            for (var j = i + 1; j < lines.Length; j++)
            {
                if (lines[j].Length == 0) continue;
                if (lines[j].Length - lines[j].TrimStart().Length <= indent) break;
                last = j;
            }
            found.Add(new SourceFunction(string.Join('.', scopes.Reverse().Select(scope => scope.Name)), first + 1, last + 1));
        }
        return found.ToArray();
    }
}
