using System.Collections.Concurrent;
using System.Text;
using Lever.Review.Findings;
using Lever.Review.Rules;

namespace Lever.Workspace.Caching;

/// <summary>
/// What files tell each other, as earlier runs read it, so that a run over a few changed files sees what they do to all others without
/// reading those. What a file tells follows from its content, from the contents of the files whose interfaces were asked for meanwhile, and
/// from the recipe: the program, the settings, and which files there are.
/// </summary>
internal sealed class KeptSummaries
{
    /// <summary>With fewer files in a hundred read anew, writing all down again costs more than it saves.</summary>
    private const int WorthWriting = 2;

    private readonly CacheFolder folder;
    private readonly byte[] recipe;
    private readonly Dictionary<string, int> places;
    private readonly Entry?[] kept;
    private readonly ConcurrentDictionary<int, Entry> added = new();

    private KeptSummaries(CacheFolder folder, ReviewJob job, byte[] recipe, Entry?[] kept)
    {
        (this.folder, this.recipe, this.kept) = (folder, recipe, kept);
        places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var at = 0; at < job.Project.Count; at++) places.Add(job.Project[at].Path, at);
    }

    /// <summary>What one file tells.</summary>
    /// <param name="Asked">The places in the project of the files whose interfaces were asked for.</param>
    private sealed record Entry(ContentHash Hash, int[] Asked, FileAnalysis Told);

    /// <summary>What earlier runs kept for a job, of which only what still holds is used.</summary>
    /// <param name="hashes">The contents of the job's <see cref="ReviewJob.Project"/>; null where they are not known before the files are read.</param>
    public static KeptSummaries Open(CacheFolder folder, ReviewJob job, ContentHash[]? hashes)
    {
        var recipe = CheckRecipe.OfFiles(job);
        var entries = hashes is not null && folder.Read(NameOf(recipe)) is { } bytes ? Parse(bytes, recipe, job.Project.Count) : new Entry?[job.Project.Count];
        bool[] same = [.. entries.Select((entry, at) => entry is not null && entry.Hash == hashes![at])];
        for (var at = 0; at < entries.Length; at++)
            if (!same[at] || !Array.TrueForAll(entries[at]!.Asked, asked => same[asked])) entries[at] = null;
        return new KeptSummaries(folder, job, recipe, entries);
    }

    /// <summary>What a file tells others, and its content; null where that must be read.</summary>
    public (FileAnalysis Told, ContentHash Hash)? Find(SourceFile file) => kept[places[file.Path]] is { } entry ? (entry.Told, entry.Hash) : null;

    /// <summary>The content that a file was found to have, by its place in the project; null where it was not looked at.</summary>
    public ContentHash? HashOf(int place) => added.GetValueOrDefault(place)?.Hash;

    /// <summary>Notes what a file was found to tell.</summary>
    /// <param name="asked">The paths of the files whose interfaces were asked for.</param>
    public void Add(SourceFile file, ContentHash hash, FileAnalysis analysis, IEnumerable<string> asked) =>
        added[places[file.Path]] = new Entry(hash, [.. asked.Select(path => places[path]).Order()], ToldBy(analysis));

    /// <summary>Keeps what was noted, with what still holds of the rest.</summary>
    public void Keep()
    {
        if (added.Count * 100 <= kept.Length * WorthWriting)
        {
            folder.Touch(NameOf(recipe));
            return;
        }
        using var stream = new MemoryStream(kept.Length * 2048);
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(recipe);
        var summaries = new SummaryWriter(writer);
        for (var at = 0; at < kept.Length; at++)
        {
            var entry = added.GetValueOrDefault(at) ?? kept[at];
            writer.Write(entry is not null);
            if (entry is null) continue;
            writer.Write(entry.Hash.Length);
            writer.Write(entry.Hash.Value);
            writer.Write7BitEncodedInt(entry.Asked.Length);
            foreach (var asked in entry.Asked) writer.Write7BitEncodedInt(asked);
            summaries.Write(entry.Told);
        }
        writer.Flush();
        folder.Write(NameOf(recipe), stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }

    private static Entry?[] Parse(byte[] bytes, byte[] recipe, int count)
    {
        var entries = new Entry?[count];
        // Names of entries are too short to tell recipes apart with certainty.
        if (!bytes.AsSpan().StartsWith(recipe)) return entries;
        using var reader = new BinaryReader(new MemoryStream(bytes, recipe.Length, bytes.Length - recipe.Length), Encoding.UTF8);
        var summaries = new SummaryParser(reader);
        for (var at = 0; at < count; at++)
        {
            if (!reader.ReadBoolean()) continue;
            var hash = new ContentHash(reader.ReadInt32(), reader.ReadUInt64());
            var asked = new int[reader.Read7BitEncodedInt()];
            for (var place = 0; place < asked.Length; place++) asked[place] = reader.Read7BitEncodedInt();
            entries[at] = new Entry(hash, asked, summaries.Read());
        }
        return entries;
    }

    private static string NameOf(byte[] recipe) => $"summaries-{ContentHash.Of(recipe).Value:x16}";

    /// <summary>The part of an analysis that other files' findings rest on.</summary>
    private static FileAnalysis ToldBy(FileAnalysis analysis) =>
        new(analysis.Path, [], [], 0, []) { Summary = analysis.Summary, OpenRepetitions = analysis.OpenRepetitions, OpenParameters = analysis.OpenParameters, OpenReads = analysis.OpenReads, NodeCount = analysis.NodeCount };
}
