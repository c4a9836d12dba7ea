using System.Text;
using Lever.Review.Findings;
using Lever.Review.Rules;
using Lever.Review.Settings;
using Lever.Syntax.Text;

namespace Lever.Workspace.Caching;

/// <summary>
/// Everything that a check's findings follow from, as bytes: this very program, what was asked, and the name, role and content of every
/// file. Two checks with the same recipe find the same, but for what manifests say, which <see cref="KeptCheck.Manifests"/> holds.
/// </summary>
internal sealed class CheckRecipe
{
    private CheckRecipe(byte[] bytes) => Bytes = bytes;

    public byte[] Bytes { get; }

    /// <summary>What its check is kept under.</summary>
    public string Name => $"check-{ContentHash.Of(Bytes).Value:x16}";

    /// <param name="hashes">The contents of the job's <see cref="ReviewJob.Project"/>.</param>
    public static CheckRecipe Of(ReviewJob job, ContentHash[] hashes)
    {
        using var stream = new MemoryStream(job.Project.Count * 80);
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        WriteProgram(writer, job);
        writer.Write(job.Today.DayNumber);
        var reported = job.Files.ToHashSet<SourceFile>(ReferenceEqualityComparer.Instance);
        var elsewhere = job.Elsewhere.ToHashSet<SourceFile>(ReferenceEqualityComparer.Instance);
        var around = job.Around.ToHashSet<SourceFile>(ReferenceEqualityComparer.Instance);
        for (var at = 0; at < hashes.Length; at++)
        {
            var file = job.Project[at];
            WriteFile(writer, job, file);
            writer.Write((byte)(reported.Contains(file) ? 1 : around.Contains(file) ? 2 : elsewhere.Contains(file) ? 3 : 0));
            writer.Write(hashes[at].Length);
            writer.Write(hashes[at].Value);
        }
        writer.Flush();
        return new CheckRecipe(stream.ToArray());
    }

    /// <summary>The part that stays while files are edited: the program, what was asked, and the names and roles of files.</summary>
    public static byte[] OfFiles(ReviewJob job)
    {
        using var stream = new MemoryStream(job.Project.Count * 80);
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        WriteProgram(writer, job);
        writer.Write(job.Project.Count);
        foreach (var file in job.Project) WriteFile(writer, job, file);
        writer.Flush();
        return stream.ToArray();
    }

    private static void WriteProgram(BinaryWriter writer, ReviewJob job)
    {
        // A program that was built anew may find more, whatever its version says.
        foreach (var part in (Type[])[typeof(CheckRecipe), typeof(RuleCatalog), typeof(SourceText)]) writer.Write(part.Module.ModuleVersionId.ToByteArray());
        var settings = job.Settings;
        writer.Write(job.Everything);
        Write(writer, settings.Target.Python);
        Write(writer, settings.Target.Rust);
        foreach (var rule in RuleCatalog.All) writer.Write(settings.Check.Selects(rule.Name));
        writer.Write(settings.Check.PerFileIgnores.Count);
        foreach (var ignore in settings.Check.PerFileIgnores)
        {
            writer.Write(ignore.Files.Text);
            writer.Write(ignore.Rules.Count);
            foreach (var rule in ignore.Rules) writer.Write(rule.Text);
        }
    }

    private static void WriteFile(BinaryWriter writer, ReviewJob job, SourceFile file)
    {
        var inProject = file.PathIn(job.Configuration.Folder);
        writer.Write(file.Path);
        writer.Write(inProject);
        writer.Write((byte)file.Language);
        writer.Write(file.IsNamed);
        writer.Write((sbyte)(job.Settings.Scope.RoleOf(inProject) is { } role ? (int)role : -1));
    }

    private static void Write(BinaryWriter writer, LanguageVersion? version)
    {
        writer.Write(version?.Major ?? -1);
        writer.Write(version?.Minor ?? -1);
    }
}
