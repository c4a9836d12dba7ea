using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lever.Review.Reports;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Lever.Serving.Mcp;

/// <summary>
/// A tool whose answers are safe to show. Names and code in them come from files that others wrote, so every string is bounded and rid of what a
/// terminal or a reader could be fooled with, here, where none can be forgotten.
/// </summary>
/// <param name="faults">Told of faults of Lever's own.</param>
internal sealed class VisibleTool(McpServerTool inner, TextWriter faults) : DelegatingMcpServerTool(inner)
{
    public override async ValueTask<CallToolResult> InvokeAsync(RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken = default)
    {
        try
        {
            // A tool's first steps must not keep the next message waiting.
            var result = await Task.Run(() => base.InvokeAsync(request, cancellationToken).AsTask(), cancellationToken).ConfigureAwait(false);
            if (result.StructuredContent is not { } content) return result;
            var clean = Plain.Of(content);
            result.StructuredContent = JsonSerializer.SerializeToElement(clean, McpJson.Default.JsonNode);
            result.Content = [new TextContentBlock { Text = clean?.ToJsonString(Plain.Options) ?? "" }];
            return result;
        }
        catch (JsonException wrong)
        {
            return Refused($"an argument is of another type than the tool's schema says{(wrong.Path is { Length: > 1 } path ? $", at {path}" : "")}");
        }
        catch (ArgumentException wrong) when (wrong.ParamName == "arguments")
        {
            return Refused("a required argument is missing; the tool's schema says which");
        }
        catch (McpException refusal) when (refusal is not McpProtocolException)
        {
            return Refused(refusal.Message);
        }
        catch (Exception fault) when (fault is not (McpException or OperationCanceledException))
        {
            faults.WriteLine($"lever: {fault}");
            return Refused($"a fault of Lever's own: {fault.Message}");
        }
    }

    private static CallToolResult Refused(string why) => new() { IsError = true, Content = [new TextContentBlock { Text = Plain.Text(why) }] };
}

/// <summary>Makes text from files safe to pass on.</summary>
internal static class Plain
{
    /// <summary>The longest string of an answer, in characters: a patch, or a page of explanation.</summary>
    private const int Longest = 12_000;

    /// <summary>The longest sentence: some make room for several names.</summary>
    private const int LongestSentence = 1_000;

    /// <summary>The longest name or path.</summary>
    private const int LongestName = 300;

    /// <summary>Code stays readable; nobody pastes an answer into HTML.</summary>
    public static JsonSerializerOptions Options { get; } = new(McpJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static JsonNode? Of(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => new JsonObject(element.EnumerateObject().Select(each => KeyValuePair.Create(each.Name, Of(each.Value)))),
        JsonValueKind.Array => new JsonArray([.. element.EnumerateArray().Select(Of)]),
        JsonValueKind.String => JsonValue.Create(Text(element.GetString()!), McpJson.Default.String),
        JsonValueKind.Null => null,
        _ => JsonValue.Create(element, McpJson.Default.JsonElement),
    };

    public static string Text(string text) => Bounded(Visible.CleanLines(text), Longest);

    /// <summary>A sentence that quotes names.</summary>
    public static string Sentence(string sentence) => Bounded(Visible.Clean(sentence), LongestSentence);

    /// <summary>A name, a path or a line of code.</summary>
    public static string Name(string name) => Bounded(Visible.Clean(name), LongestName);

    private static string Bounded(string text, int longest)
    {
        if (text.Length <= longest) return text;
        var end = char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest;
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{text.AsSpan(0, end)}… ({text.Length - end} more characters left out)");
    }
}
