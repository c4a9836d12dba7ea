using System.Collections.Immutable;
using System.Text.Json;

namespace Lever.Running;

/// <summary>One thing that a package is built into.</summary>
/// <param name="Kinds">Such as <c>lib</c>, <c>bin</c>, <c>bench</c>.</param>
/// <param name="Source">Its root file; absolute.</param>
/// <param name="Features">Without which cargo leaves it out.</param>
internal sealed record CargoTarget(string Name, ImmutableArray<string> Kinds, string Source, ImmutableArray<string> Features)
{
    /// <summary>Can other programs of the package be linked with it?</summary>
    public bool IsLinkable => Kinds.Contains("lib") || Kinds.Contains("rlib");

    public bool Is(string kind) => Kinds.Contains(kind);
}

/// <summary>A package as cargo understands its manifest.</summary>
/// <param name="Folder">Where the manifest is; absolute.</param>
internal sealed record CargoPackage(string Name, string Folder, string Edition, ImmutableArray<CargoTarget> Targets)
{
    /// <param name="folder">Of the package's manifest.</param>
    /// <param name="text">What <c>cargo metadata --no-deps</c> wrote.</param>
    /// <returns>Null where no package is in that folder.</returns>
    public static CargoPackage? In(string folder, string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            foreach (var package in document.RootElement.GetProperty("packages").EnumerateArray())
            {
                var place = Path.GetDirectoryName(package.GetProperty("manifest_path").GetString()!)!;
                if (!Path.GetFullPath(place).Equals(Path.GetFullPath(folder), StringComparison.Ordinal)) continue;
                var targets = package.GetProperty("targets").EnumerateArray().Select(target => new CargoTarget(target.GetProperty("name").GetString()!, Texts(target, "kind"), target.GetProperty("src_path").GetString()!, Texts(target, "required-features")));
                return new CargoPackage(package.GetProperty("name").GetString()!, place, package.GetProperty("edition").GetString()!, [.. targets]);
            }
            return null;
        }
        catch (Exception trouble) when (trouble is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }

    private static ImmutableArray<string> Texts(JsonElement target, string name) =>
        target.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().Select(each => each.GetString() ?? "")] : [];
}
