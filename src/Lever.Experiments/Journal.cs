using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Lever.Experiments.Json;
using Lever.Experiments.Plans;

namespace Lever.Experiments;

/// <summary>A journal ready to be continued, or why the file is none of this plan's.</summary>
public readonly record struct OpenedJournal(Journal? Journal, string? Problem);

/// <summary>
/// What has been measured so far, a JSON line a block, so that a killed experiment can go on. The first line holds the plan with its hash and
/// the start. A last line that a kill cut short is dropped; anything else that is wrong refuses the file, for it cannot be told what it is.
/// </summary>
public sealed class Journal
{
    private const string Schema = "lever.journal/1";

    /// <summary>More than the greatest plan writes.</summary>
    private const long MostBytes = 64 << 20;

    private readonly Stream stream;

    private Journal(Stream stream, DateTimeOffset started, ImmutableArray<Block> blocks)
    {
        this.stream = stream;
        Started = started;
        Blocks = blocks;
    }

    /// <summary>When the experiment was begun.</summary>
    public DateTimeOffset Started { get; }

    /// <summary>The blocks that stood in the file when it was opened.</summary>
    public ImmutableArray<Block> Blocks { get; }

    /// <summary>
    /// Reads what is there and prepares the stream to be continued; writes plan and start into an empty one.
    /// </summary>
    /// <param name="stream">Readable, writable, seekable; the caller closes it. Another process must not write to it.</param>
    /// <param name="plan">The plan about to run; a journal of another plan is refused.</param>
    /// <param name="now">Becomes the start of an experiment not begun yet.</param>
    public static OpenedJournal Open(Stream stream, Plan plan, DateTimeOffset now)
    {
        try
        {
            return OpenReadable(stream, plan, now);
        }
        catch (IOException failure)
        {
            return new(null, $"the journal cannot be used: {failure.Message}");
        }
    }

    private static OpenedJournal OpenReadable(Stream stream, Plan plan, DateTimeOffset now)
    {
        if (stream.Length > MostBytes) return new(null, "the journal is larger than any experiment writes; remove it to begin anew");
        var bytes = new byte[stream.Length];
        stream.Position = 0;
        stream.ReadExactly(bytes);

        DateTimeOffset? started = null;
        var blocks = ImmutableArray.CreateBuilder<Block>();
        var line = 0;
        var kept = 0;
        while (kept < bytes.Length && bytes.AsSpan(kept).IndexOf((byte)'\n') is var length && length >= 0)
        {
            line++;
            var problems = new List<JsonProblem>();
            var last = kept + length + 1 == bytes.Length;
            using var document = Parse(bytes.AsMemory(kept, length), problems);
            var node = new JsonNode(document?.RootElement ?? default, "", problems);
            if (line == 1)
            {
                if (problems.Count == 0 && node.Text("schema") is var schema && problems.Count == 0 && schema != Schema)
                    return new(null, $"the journal is no {Schema} file");
                if (problems.Count == 0 && node.Object("plan").Text("hash") is var hash && problems.Count == 0 && hash != PlanJson.Hash(plan))
                    return new(null, "the journal belongs to another plan; remove it to begin anew, or run the plan it holds");
                if (problems.Count == 0) started = node.Time("started");
            }
            else
            {
                if (blocks.Count >= plan.MostBlocks) return new(null, $"line {line}: more blocks than the plan has");
                if (problems.Count == 0 && BlockJson.Read(node, plan, blocks.Count) is var block && problems.Count == 0) blocks.Add(block);
            }

            if (problems.Count > 0)
            {
                // After a crash of the machine the last line may be there in length only.
                if (last && line > 1) break;
                return new(null, $"line {line}: {problems[0]}; remove the journal to begin anew");
            }

            kept += length + 1;
        }

        stream.SetLength(kept);
        stream.Position = kept;
        var journal = new Journal(stream, started ?? now, blocks.ToImmutable());
        if (started is null) journal.WriteHeader(plan);
        return new(journal, null);
    }

    private static JsonDocument? Parse(ReadOnlyMemory<byte> line, List<JsonProblem> problems)
    {
        try
        {
            return JsonDocument.Parse(line);
        }
        catch (JsonException)
        {
            problems.Add(new("line", "is not JSON"));
            return null;
        }
    }

    /// <summary>Adds a block; the problem that kept it from the file, or null.</summary>
    internal string? Append(Block block)
    {
        try
        {
            WriteLine(writer => BlockJson.Write(writer, block));
            return null;
        }
        catch (IOException failure)
        {
            return $"the journal cannot be written: {failure.Message}";
        }
    }

    private void WriteHeader(Plan plan) => WriteLine(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("schema", Schema);
        writer.WriteString("started", Started);
        writer.WritePropertyName("plan");
        PlanJson.Write(writer, plan);
        writer.WriteEndObject();
    });

    /// <summary>One write for the whole line, so that a kill leaves all of it or a piece without its end.</summary>
    private void WriteLine(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, JsonWriting.Line))
            write(writer);
        buffer.WriteByte((byte)'\n');
        stream.Write(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
        stream.Flush();
    }
}
