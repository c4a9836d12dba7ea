using System.Text.Json;
using Lever.Syntax.Text;

namespace Lever.Syntax.Python.Notebooks;

/// <summary>A code cell's source as it stands in the file.</summary>
/// <param name="Number">Counted from 1 among all cells.</param>
/// <param name="Strings">The JSON strings that make up its source, quotes included, as bytes of the file.</param>
internal readonly record struct JsonCell(int Number, IReadOnlyList<Span> Strings);

/// <summary>Finds the code cells in a notebook's JSON (nbformat 4: `cells` with `source`; nbformat 3: `worksheets` with `input`).</summary>
internal sealed class NotebookJson
{
    private readonly List<JsonCell> cells = [];
    private readonly List<Problem> problems = [];
    private int cellCount;

    private NotebookJson()
    {
    }

    public string Language { get; private set; } = "python";

    public IReadOnlyList<JsonCell> CodeCells => cells;

    public IReadOnlyList<Problem> Problems => problems;

    public static NotebookJson Read(ReadOnlySpan<byte> file)
    {
        var notebook = new NotebookJson();
        var mark = file.StartsWith(SourceDecoder.Utf8Mark) ? SourceDecoder.Utf8Mark.Length : 0;
        var reader = new Utf8JsonReader(file[mark..], new JsonReaderOptions { MaxDepth = 512 });
        try
        {
            notebook.ReadNotebook(ref reader, mark);
        }
        catch (JsonException error)
        {
            // The one way in which the reader tells that a file is not JSON.
            var at = Math.Min(mark + OffsetOf(file[mark..], error), file.Length);
            notebook.problems.Add(new Problem(new Span(at, at), "the notebook is not valid JSON from here on; open and save it with Jupyter"));
        }
        return notebook;
    }

    private void ReadNotebook(ref Utf8JsonReader reader, int mark)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            problems.Add(new Problem(new Span(0, 0), "a notebook is a JSON object with a list `cells`; this file is something else"));
            return;
        }
        var hasCells = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("cells"u8)) hasCells = ReadCells(ref reader, mark);
            else if (reader.ValueTextEquals("worksheets"u8)) hasCells = ReadWorksheets(ref reader, mark);
            else if (reader.ValueTextEquals("metadata"u8)) ReadMetadata(ref reader);
            else SkipValue(ref reader);
        }
        // Reads to the end, so that what follows the object is seen to be nothing.
        while (reader.Read()) { }
        if (!hasCells) problems.Add(new Problem(new Span(0, 0), "the file has no list `cells`, so it is no notebook"));
    }

    private bool ReadWorksheets(ref Utf8JsonReader reader, int mark)
    {
        if (!EnterArray(ref reader)) return false;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                continue;
            }
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("cells"u8)) ReadCells(ref reader, mark);
                else SkipValue(ref reader);
            }
        }
        return true;
    }

    private bool ReadCells(ref Utf8JsonReader reader, int mark)
    {
        if (!EnterArray(ref reader)) return false;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            cellCount++;
            if (reader.TokenType == JsonTokenType.StartObject) ReadCell(ref reader, mark);
            else reader.Skip();
        }
        return true;
    }

    private void ReadCell(ref Utf8JsonReader reader, int mark)
    {
        var isCode = false;
        var strings = new List<Span>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("cell_type"u8))
            {
                reader.Read();
                isCode = reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("code"u8);
                reader.Skip();
            }
            else if (reader.ValueTextEquals("source"u8) || reader.ValueTextEquals("input"u8)) ReadSource(ref reader, mark, strings);
            else SkipValue(ref reader);
        }
        if (isCode && strings.Count > 0) cells.Add(new JsonCell(cellCount, strings));
    }

    private static void ReadSource(ref Utf8JsonReader reader, int mark, List<Span> strings)
    {
        reader.Read();
        strings.Clear();
        if (reader.TokenType == JsonTokenType.String) strings.Add(TokenSpan(ref reader, mark));
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return;
        }
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.String) strings.Add(TokenSpan(ref reader, mark));
            else reader.Skip();
        }
    }

    private static Span TokenSpan(ref Utf8JsonReader reader, int mark) =>
        new(mark + (int)reader.TokenStartIndex, mark + (int)reader.BytesConsumed);

    /// <summary>`metadata.kernelspec.language`, `metadata.language_info.name`: Jupyter writes both.</summary>
    private void ReadMetadata(ref Utf8JsonReader reader)
    {
        if (!EnterObject(ref reader)) return;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isKernel = reader.ValueTextEquals("kernelspec"u8);
            if (!isKernel && !reader.ValueTextEquals("language_info"u8))
            {
                SkipValue(ref reader);
                continue;
            }
            if (!EnterObject(ref reader)) continue;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var names = isKernel ? reader.ValueTextEquals("language"u8) : reader.ValueTextEquals("name"u8);
                reader.Read();
                if (names && reader.TokenType == JsonTokenType.String && !reader.ValueIsEscaped)
                    Language = System.Text.Encoding.UTF8.GetString(reader.ValueSpan).ToLowerInvariant();
                reader.Skip();
            }
        }
    }

    private static bool EnterArray(ref Utf8JsonReader reader) => Enter(ref reader, JsonTokenType.StartArray);

    private static bool EnterObject(ref Utf8JsonReader reader) => Enter(ref reader, JsonTokenType.StartObject);

    private static bool Enter(ref Utf8JsonReader reader, JsonTokenType start)
    {
        reader.Read();
        if (reader.TokenType == start) return true;
        reader.Skip();
        return false;
    }

    private static void SkipValue(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }

    private static int OffsetOf(ReadOnlySpan<byte> json, JsonException error)
    {
        var lineStart = 0;
        for (var line = error.LineNumber ?? 0; line > 0; line--)
        {
            var length = json[lineStart..].IndexOf((byte)'\n');
            if (length < 0) break;
            lineStart += length + 1;
        }
        return lineStart + (int)(error.BytePositionInLine ?? 0);
    }
}
