using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Lever.Experiments.Plans;
using Lever.Review.Findings;
using Lever.Review.Reports;
using Lever.Running;
using Lever.Syntax.Text;
using Lever.Workspace;

namespace Lever.Proving;

/// <summary>The two versions of a project that an experiment compares, each in a temporary copy of its own.</summary>
internal sealed class ProofSides : IDisposable
{
    private ProofSides(ProjectCopy before, ProjectCopy after, IReadOnlyList<string> changed)
    {
        (Before, After, Changed) = (before, after, changed);
        var (old, now) = (new MemoryStream(), new MemoryStream());
        var patch = new MemoryStream();
        foreach (var path in changed)
        {
            var (left, right) = (Bytes(before, path), Bytes(after, path));
            Append(old, path, left);
            Append(now, path, right);
            patch.Write(Review.Reports.UnifiedDiff.Bytes(path, SourceText.FromUtf8(left), SourceText.FromUtf8(right)));
        }
        Hashes = new ArmHashes(Convert.ToHexStringLower(SHA256.HashData(old.ToArray())), Convert.ToHexStringLower(SHA256.HashData(now.ToArray())));
        Patch = patch.ToArray();
    }

    public ProjectCopy Before { get; }

    public ProjectCopy After { get; }

    /// <summary>Files that differ, relative to the project, with forward slashes.</summary>
    public IReadOnlyList<string> Changed { get; }

    /// <summary>Of the contents of those files.</summary>
    public ArmHashes Hashes { get; }

    /// <summary>Leads from the one to the other, as a unified diff.</summary>
    public byte[] Patch { get; }

    /// <summary>The project as it is, and with a finding's edits.</summary>
    /// <param name="file">The finding's.</param>
    /// <param name="analysed">Of the bytes that the finding is about.</param>
    public static (ProofSides? Sides, string? Problem) OfFinding(string project, SourceFile file, ContentHash analysed, Finding finding, TemporaryFolders folders)
    {
        return OfFolder(project, folders, after => after.Apply(file.PathIn(project), file.Language, analysed, [finding]));
    }

    /// <summary>The project as it is, and with a unified diff applied.</summary>
    public static (ProofSides? Sides, string? Problem) OfPatch(string project, byte[] patch, TemporaryFolders folders) =>
        OfFolder(project, folders, after => after.Apply(patch));

    /// <summary>Two commits of the project, or one and the files as they are.</summary>
    /// <param name="head">Null for the files as they are.</param>
    public static (ProofSides? Sides, string? Problem) OfReferences(string project, string reference, string? head, TemporaryFolders folders)
    {
        var (before, problem) = ProjectCopy.OfReference(project, reference, folders);
        if (before is null) return (null, problem);
        var (after, other) = head is null ? ProjectCopy.OfFolder(project, folders) : ProjectCopy.OfReference(project, head, folders);
        if (after is null)
        {
            before.Dispose();
            return (null, other);
        }
        var changed = Differing(before.Folder, after.Folder);
        return (new ProofSides(before, after, changed), null);
    }

    private static (ProofSides? Sides, string? Problem) OfFolder(string project, TemporaryFolders folders, Func<ProjectCopy, PatchOutcome> patch)
    {
        var (before, problem) = ProjectCopy.OfFolder(project, folders);
        if (before is null) return (null, problem);
        var (after, other) = ProjectCopy.OfFolder(project, folders);
        if (after is null)
        {
            before.Dispose();
            return (null, other);
        }
        var outcome = patch(after);
        if (outcome.Problem is null) return (new ProofSides(before, after, outcome.Changed), null);
        before.Dispose();
        after.Dispose();
        return (null, outcome.Problem);
    }

    /// <summary>Files of either folder whose contents differ.</summary>
    private static ImmutableSortedSet<string> Differing(string before, string after)
    {
        var paths = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var root in (string[])[before, after])
            foreach (var file in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories))
                paths.Add(Path.GetRelativePath(root, file).Replace(Path.DirectorySeparatorChar, '/'));
        return [.. paths.Where(path => !Same(Path.Join(before, path), Path.Join(after, path)))];
    }

    private static bool Same(string one, string other)
    {
        var (first, second) = (new FileInfo(one), new FileInfo(other));
        if (!first.Exists || !second.Exists || first.Length != second.Length) return false;
        return first.LinkTarget is not null || File.ReadAllBytes(one).AsSpan().SequenceEqual(File.ReadAllBytes(other));
    }

    private static byte[] Bytes(ProjectCopy copy, string path) => File.Exists(Path.Join(copy.Folder, path)) ? File.ReadAllBytes(Path.Join(copy.Folder, path)) : [];

    private static void Append(MemoryStream to, string path, byte[] content)
    {
        to.Write(Encoding.UTF8.GetBytes(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{path}\n{content.Length}\n")));
        to.Write(content);
    }

    public void Dispose()
    {
        Before.Dispose();
        After.Dispose();
    }
}
