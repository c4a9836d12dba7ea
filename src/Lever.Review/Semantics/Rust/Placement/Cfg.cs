using System.Text;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Rust.Placement;

/// <summary>Whether `cfg` attributes keep an item or field in a release build for 64-bit Linux.</summary>
internal static class Cfg
{
    private const int Deepest = 16;

    public enum Answer
    {
        No,
        Unknown,
        Yes,
    }

    public static Answer Of(Node item)
    {
        if (item.AttributeList is not { } list) return Answer.Yes;
        var all = Answer.Yes;
        foreach (var child in list.Children)
            if (child.AsAttribute is { } attribute && attribute.Is("cfg"u8))
                all = (Answer)Math.Min((int)all, (int)(attribute.Input is { Kind: Kind.TokenTree } tokens ? OfTokens(tokens.Bytes) : Answer.Unknown));
        return all;
    }

    /// <summary>A predicate as it stands in a file, with what it was found to say.</summary>
    private sealed record Known(byte[] Tokens, Answer Answer);

    /// <summary>The same few predicates stand everywhere; a later one takes an earlier one's place.</summary>
    private static readonly Known?[] known = new Known?[1 << 8];

    private static Answer OfTokens(ReadOnlySpan<byte> tokens)
    {
        var hash = new HashCode();
        hash.AddBytes(tokens);
        ref var slot = ref known[hash.ToHashCode() & known.Length - 1];
        if (slot is { } same && tokens.SequenceEqual(same.Tokens)) return same.Answer;
        var answer = OfPredicate(Encoding.UTF8.GetString(tokens)[1..^1].Trim(), 0);
        slot = new Known(tokens.ToArray(), answer);
        return answer;
    }

    private static Answer OfPredicate(string predicate, int depth)
    {
        if (depth > Deepest) return Answer.Unknown;
        var open = predicate.IndexOf('(');
        if (open > 0 && predicate.EndsWith(')'))
        {
            var parts = Split(predicate[(open + 1)..^1]).Select(part => OfPredicate(part, depth + 1)).ToList();
            return predicate[..open].Trim() switch
            {
                "not" when parts is [var only] => (Answer)(Answer.Yes - only),
                "all" => parts.Count == 0 ? Answer.Yes : parts.Min(),
                "any" => parts.Count == 0 ? Answer.No : parts.Max(),
                _ => Answer.Unknown,
            };
        }
        return predicate.Replace(" ", "", StringComparison.Ordinal) switch
        {
            "test" or "windows" or "debug_assertions" or "miri" or "loom" or "doc" or "docsrs" or "fuzzing" => Answer.No,
            "unix" or "target_os=\"linux\"" or "target_family=\"unix\"" or "target_pointer_width=\"64\"" or "target_endian=\"little\"" or "panic=\"unwind\"" => Answer.Yes,
            var other when other.StartsWith("target_os=", StringComparison.Ordinal) || other.StartsWith("target_pointer_width=", StringComparison.Ordinal)
                || other.StartsWith("target_family=", StringComparison.Ordinal) => Answer.No,
            var other when other.StartsWith("target_has_atomic", StringComparison.Ordinal) => Answer.Yes,
            _ => Answer.Unknown,
        };
    }

    private static IEnumerable<string> Split(string list)
    {
        var (depth, start) = (0, 0);
        for (var at = 0; at <= list.Length; at++)
        {
            if (at < list.Length && list[at] == '(') depth++;
            else if (at < list.Length && list[at] == ')') depth--;
            else if (at == list.Length || list[at] == ',' && depth == 0)
            {
                if (list[start..at].Trim() is { Length: > 0 } part) yield return part;
                start = at + 1;
            }
        }
    }
}
