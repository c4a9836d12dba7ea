namespace Lever.Tests.EndToEnd;

/// <summary>A project of three files with one finding whose fix keeps behaviour, and one that needs consent.</summary>
internal static class SmallProject
{
    /// <summary>The rule that transcripts are limited to, so that a new rule does not change them.</summary>
    public const string Rule = "py-membership-in-grown-list";

    public const string Unique = """
        def unique(words: list[str]) -> list[str]:
            seen = []
            for word in words:
                if word in seen:
                    continue
                seen.append(word)
            return seen


        print(unique(["a", "b", "a", "é"]))

        """;

    public const string Untyped = """
        def order(rows):
            order = []
            for row in rows:
                if row.key not in order:
                    order.append(row.key)
            return order

        """;

    public static TemporaryFolder Create()
    {
        var folder = new TemporaryFolder();
        folder.Write("pkg/__init__.py");
        folder.Write("pkg/unique.py", Unique);
        folder.Write("pkg/order.py", Untyped);
        return folder;
    }
}
