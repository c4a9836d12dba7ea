using Lever.Dev.Docs;

namespace Lever.Tests.Documentation;

public class ManPageTests
{
    [Fact]
    public void Every_page_is_set_without_a_warning()
    {
        var folder = Path.Combine(RepositoryFiles.Root, "docs", "man");
        foreach (var page in CommandLine.Pages())
        {
            var file = ManPage.FileOf(page);
            var set = External.Run("groff", folder, ["-ww", "-man", "-Kutf8", "-Tutf8", "-P-cbu", "-rLL=100n", file]);
            Assert.Equal((0, ""), (set.Code, set.Errors));
            Assert.All(page.Tables.SelectMany(table => table.Rows), row => Assert.Contains(row.Left, set.Out, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Man_shows_what_help_says()
    {
        var shown = External.Run("man", RepositoryFiles.Root, ["--warnings=w", "-l", "docs/man/lever-prove.1"],
            environment: new Dictionary<string, string?> { ["MANWIDTH"] = "100", ["LC_ALL"] = "C.UTF-8", ["MAN_KEEP_FORMATTING"] = null });
        Assert.Equal((0, ""), (shown.Code, shown.Errors));
        string[] heads = ["NAME", "SYNOPSIS", "ARGUMENTS", "OPTIONS", "GLOBAL OPTIONS", "EXIT STATUS", "EXAMPLES", "SEE ALSO"];
        Assert.Equal(heads, shown.Out.Split('\n').Where(line => heads.Contains(line)));
    }
}
