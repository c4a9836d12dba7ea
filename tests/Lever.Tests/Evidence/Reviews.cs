using System.Text.Json;
using Lever.Tests.Shell;
using Lever.Workspace;

namespace Lever.Tests.Evidence;

/// <summary>Reviews of small projects with profiles.</summary>
internal static class Reviews
{
    /// <summary>A module whose functions stand at lines that profiles of the tests name.</summary>
    public const string App = """
        import time


        def main(items):
            for item in items:
                parse(item)
            return render(items)


        def parse(item):
            return item.split(",")


        def render(items):
            return ";".join(str(item) for item in items)


        async def handle(request):
            return parse(request)
        """;

    public static TemporaryFolder Project()
    {
        var folder = new TemporaryFolder();
        folder.Write("app.py", App + "\n");
        return folder;
    }

    public static JsonElement Of(TemporaryFolder folder, params string[] profiles) => Of(folder, [], profiles);

    public static JsonElement Of(TemporaryFolder folder, string[] options, string[] profiles)
    {
        var run = CommandRun.Of(folder, new CommandRun.Setting { Review = Reviewing.Run },
            ["review", "--format", "json", .. options, .. profiles.SelectMany(profile => (string[])["--profile", profile])]);
        Assert.True(run.Code == 0, run.Errors);
        return run.Json;
    }

    public static string[] Facts(this JsonElement review) => Texts(review.GetProperty("hypothesis").GetProperty("facts"));

    public static string[] Conclusions(this JsonElement review) => Texts(review.GetProperty("conclusions"));

    public static string[] Warnings(this JsonElement review, int item = 0) =>
        [.. review.GetProperty("evidence")[item].GetProperty("warnings").EnumerateArray().Select(warning => warning.GetString()!)];

    public static string Hypothesis(this JsonElement review) => review.GetProperty("hypothesis").GetProperty("text").GetString()!;

    private static string[] Texts(JsonElement list) => [.. list.EnumerateArray().Select(item => item.GetProperty("text").GetString()!)];
}
