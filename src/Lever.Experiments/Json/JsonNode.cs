using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Lever.Experiments.Json;

/// <summary>
/// A value in a JSON file that others may have written or broken. Whatever is asked of it there is an answer; what is missing or of the wrong
/// kind is reported once, with its place, and read as empty.
/// </summary>
internal readonly struct JsonNode(JsonElement element, string place, List<JsonProblem> problems)
{
    /// <summary>After this many the file is not what it says it is; more would only fill memory.</summary>
    private const int MostProblems = 20;

    private JsonElement Element => element;

    private string Place => place;

    public bool HasProblems => problems.Count > 0;

    public bool IsNull => element.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined;

    public void Report(string message)
    {
        if (problems.Count < MostProblems) problems.Add(new(place, message));
    }

    /// <summary>A member, present or not.</summary>
    public JsonNode Member(string name)
    {
        var memberPlace = place.Length == 0 ? name : $"{place}.{name}";
        return new(element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : default, memberPlace, problems);
    }

    public JsonNode Object(string name)
    {
        var member = Member(name);
        if (member.Element.ValueKind != JsonValueKind.Object) member.Expected("an object");
        return member;
    }

    public string Text(string name) => Member(name).Text();

    public string Text()
    {
        // A lone surrogate escape is legal JSON, but no text.
        try
        {
            if (element.ValueKind == JsonValueKind.String) return element.GetString()!;
        }
        catch (InvalidOperationException)
        {
        }

        Expected("a text");
        return "";
    }

    /// <summary>A text, or null where the member is null or missing.</summary>
    public string? TextOrNull(string name) => Member(name) is { IsNull: false } member ? member.Text() : null;

    public ImmutableArray<string> Texts(string name) => [.. Array(name).Select(node => node.Text())];

    public double Number(string name) => Member(name).Number();

    public double Number()
    {
        if (element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out var value) && double.IsFinite(value)) return value;
        Expected("a number");
        return 0;
    }

    public long Integer(string name, long least, long most) => Member(name).Integer(least, most);

    public long Integer(long least, long most)
    {
        if (element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out var value) && value >= least && value <= most) return value;
        Expected(string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}"));
        return least;
    }

    public bool Flag(string name)
    {
        var member = Member(name);
        if (member.Element.ValueKind is JsonValueKind.True or JsonValueKind.False) return member.Element.GetBoolean();
        member.Expected("true or false");
        return false;
    }

    public DateTimeOffset Time(string name)
    {
        var member = Member(name);
        if (member.Element.ValueKind == JsonValueKind.String && member.Element.TryGetDateTimeOffset(out var value)) return value;
        member.Expected("a time such as 2026-11-05T12:00:00Z");
        return default;
    }

    /// <summary>The value that goes by the name standing there.</summary>
    public T Choice<T>(string name, ImmutableArray<(string Name, T Value)> choices)
    {
        var member = Member(name);
        if (member.Element.ValueKind == JsonValueKind.String)
            foreach (var (known, value) in choices)
                if (member.Element.ValueEquals(known)) return value;
        member.Expected("one of " + string.Join(", ", choices.Select(choice => choice.Name)));
        return choices[0].Value;
    }

    public List<JsonNode> Array(string name) => Member(name).Array();

    public List<JsonNode> Array()
    {
        var nodes = new List<JsonNode>();
        if (element.ValueKind != JsonValueKind.Array)
        {
            Expected("an array");
            return nodes;
        }

        foreach (var item in element.EnumerateArray())
            nodes.Add(new(item, $"{place}[{nodes.Count.ToString(CultureInfo.InvariantCulture)}]", problems));
        return nodes;
    }

    /// <summary>The members of an object in their order.</summary>
    public List<(string Name, JsonNode Value)> Members(string name)
    {
        var members = new List<(string, JsonNode)>();
        var node = Object(name);
        if (node.Element.ValueKind != JsonValueKind.Object) return members;
        try
        {
            foreach (var property in node.Element.EnumerateObject())
                members.Add((property.Name, new(property.Value, $"{node.Place}.{property.Name}", problems)));
        }
        catch (InvalidOperationException)
        {
            node.Expected("member names that are text");
        }

        return members;
    }

    private void Expected(string what) => Report(element.ValueKind == JsonValueKind.Undefined ? $"is missing; expected {what}" : $"expected {what}");
}
