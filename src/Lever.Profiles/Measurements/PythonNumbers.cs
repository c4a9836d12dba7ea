namespace Lever.Profiles.Measurements;

/// <summary>Python's json module writes NaN and Infinity, which are no JSON. They mean "no value", so null takes their place.</summary>
internal static class PythonNumbers
{
    public static ReadOnlySpan<byte> Clean(ReadOnlySpan<byte> json)
    {
        if (json.IndexOf("NaN"u8) < 0 && json.IndexOf("Infinity"u8) < 0) return json;
        // The only word that grows is NaN, by one letter.
        var clean = new byte[json.Length + json.Count("NaN"u8)];
        var length = 0;
        var isText = false;
        for (var at = 0; at < json.Length; at++)
        {
            var rest = json[at..];
            var word = isText ? 0 : rest.StartsWith("NaN"u8) ? 3 : rest.StartsWith("Infinity"u8) ? 8 : rest.StartsWith("-Infinity"u8) ? 9 : 0;
            if (word > 0)
            {
                "null"u8.CopyTo(clean.AsSpan(length));
                length += 4;
                at += word - 1;
                continue;
            }
            if (isText && json[at] == '\\' && at + 1 < json.Length) clean[length++] = json[at++];
            else if (json[at] == '"') isText = !isText;
            clean[length++] = json[at];
        }
        return clean.AsSpan(0, length);
    }
}
