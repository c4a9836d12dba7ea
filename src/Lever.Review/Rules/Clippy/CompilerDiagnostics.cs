using System.Text.Json;
using Lever.Syntax.Text;

namespace Lever.Review.Rules.Clippy;

/// <summary>A replacement that the compiler suggests.</summary>
/// <param name="IsSafe">Does the compiler call it machine applicable?</param>
public sealed record CompilerSuggestion(IReadOnlyList<(Span Span, string Text)> Edits, bool IsSafe);

/// <summary>One thing that clippy said of a file.</summary>
/// <param name="File">As the compiler named it: relative to the workspace, as a rule.</param>
/// <param name="Span">The primary place, in bytes of the file.</param>
/// <param name="Message">Without a final period.</param>
/// <param name="Help">What clippy advises; empty where it advises nothing.</param>
public sealed record CompilerDiagnostic(ClippyLint Lint, string File, Span Span, string Message, string Help, CompilerSuggestion? Suggestion);

/// <summary>Reads what <c>cargo clippy --message-format=json</c> prints: a JSON object a line, of which those of the compiler's messages count.</summary>
/// <remarks>https://doc.rust-lang.org/cargo/reference/external-tools.html#json-messages and https://doc.rust-lang.org/rustc/json.html</remarks>
public sealed class CompilerDiagnostics
{
    private readonly Dictionary<string, List<CompilerDiagnostic>> byFile = new(StringComparer.Ordinal);

    private CompilerDiagnostics()
    {
    }

    /// <summary>How many diagnostics were kept.</summary>
    public int Count { get; private set; }

    /// <summary>Clippy's messages that do not speak of performance, and the compiler's own.</summary>
    public int Left { get; private set; }

    /// <summary>What was said of a file: its path, or the end of its path, is what the compiler called it.</summary>
    public IReadOnlyList<CompilerDiagnostic> Of(string path)
    {
        if (byFile.TryGetValue(path, out var exact)) return exact;
        foreach (var (file, found) in byFile)
            if (path.EndsWith("/" + file, StringComparison.Ordinal) || file.EndsWith("/" + path, StringComparison.Ordinal)) return found;
        return [];
    }

    /// <returns>The diagnostics, or null with the reason where the text is not what cargo prints.</returns>
    public static CompilerDiagnostics? Read(ReadOnlySpan<byte> text, out string problem)
    {
        problem = "";
        var found = new CompilerDiagnostics();
        var (line, any) = (0, false);
        while (text.Length > 0)
        {
            line++;
            var end = text.IndexOf((byte)'\n');
            var row = (end < 0 ? text : text[..end]).Trim(" \r\t"u8);
            text = end < 0 ? [] : text[(end + 1)..];
            // Cargo's progress goes to the error output, which may be in the same file.
            if (row.Length == 0 || row[0] != '{') continue;
            any = true;
            try
            {
                using var document = JsonDocument.Parse(row.ToArray());
                found.Add(document.RootElement);
            }
            catch (JsonException trouble)
            {
                problem = $"line {line}: no JSON object ({trouble.Message.Split('.')[0]}); write the file by `cargo clippy --message-format=json > FILE`";
                return null;
            }
        }
        if (any) return found;
        problem = "holds no line of JSON; write it by `cargo clippy --message-format=json > FILE`";
        return null;
    }

    private void Add(JsonElement root)
    {
        if (Text(root, "reason") is { } reason && reason != "compiler-message") return;
        // rustc itself prints the message without cargo's envelope.
        var message = Object(root, "message") ?? root;
        if (Object(message, "code") is not { } code || Text(code, "code") is not { } name || ClippyLints.Find(name) is not { } lint)
        {
            Left++;
            return;
        }
        if (PrimarySpan(message) is not { } primary || Text(primary, "file_name") is not { } file || SpanOf(primary) is not { } span) return;
        var (help, suggestion) = HelpOf(message, file);
        file = file.Replace('\\', '/');
        if (!byFile.TryGetValue(file, out var list)) byFile.Add(file, list = []);
        // A file that two targets of a crate hold is spoken of twice.
        if (list.Any(other => other.Lint == lint && other.Span == span)) return;
        list.Add(new CompilerDiagnostic(lint, file, span, (Text(message, "message") ?? name).TrimEnd('.'), help, suggestion));
        Count++;
    }

    private static JsonElement? PrimarySpan(JsonElement message)
    {
        if (!message.TryGetProperty("spans", out var spans) || spans.ValueKind != JsonValueKind.Array) return null;
        foreach (var span in spans.EnumerateArray())
        {
            if (span.ValueKind != JsonValueKind.Object || !span.TryGetProperty("is_primary", out var primary) || primary.ValueKind != JsonValueKind.True) continue;
            // What stands in the expansion of a macro is no place of this file's.
            return span.TryGetProperty("expansion", out var expansion) && expansion.ValueKind == JsonValueKind.Object ? null : span;
        }
        return null;
    }

    private static (string Help, CompilerSuggestion? Suggestion) HelpOf(JsonElement message, string file)
    {
        var help = "";
        if (!message.TryGetProperty("children", out var children) || children.ValueKind != JsonValueKind.Array) return (help, null);
        foreach (var child in children.EnumerateArray())
        {
            if (child.ValueKind != JsonValueKind.Object || Text(child, "level") != "help" || Text(child, "message") is not { } advice || advice.StartsWith("for further information", StringComparison.Ordinal) || advice.StartsWith("to override", StringComparison.Ordinal)) continue;
            if (help.Length == 0) help = advice.TrimEnd('.', ':');
            if (!child.TryGetProperty("spans", out var spans) || spans.ValueKind != JsonValueKind.Array) continue;
            var edits = new List<(Span, string)>();
            var isSafe = true;
            foreach (var span in spans.EnumerateArray())
            {
                if (span.ValueKind != JsonValueKind.Object || Text(span, "suggested_replacement") is not { } text || Text(span, "file_name") != file || SpanOf(span) is not { } place) continue;
                isSafe &= Text(span, "suggestion_applicability") == "MachineApplicable";
                edits.Add((place, text));
            }
            if (edits.Count > 0) return (Shown(advice.TrimEnd('.', ':'), edits), new CompilerSuggestion(edits, isSafe));
        }
        return (help, null);
    }

    /// <summary>Advice such as "change this to" with the text that it introduces, where that is one short line.</summary>
    private static string Shown(string advice, List<(Span Span, string Text)> edits) =>
        edits is [(_, { Length: > 0 and < 80 } text)] && !text.Contains('\n', StringComparison.Ordinal) ? $"{advice}: `{text}`" : advice;

    private static Span? SpanOf(JsonElement span) =>
        span.TryGetProperty("byte_start", out var start) && start.TryGetInt32(out var first) && span.TryGetProperty("byte_end", out var end) && end.TryGetInt32(out var last) && first >= 0 && first <= last
            ? new Span(first, last) : null;

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static JsonElement? Object(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? value : null;
}
