using Lever.Experiments.Running;

namespace Lever.Running;

/// <summary>Whether programs can be kept from the network here.</summary>
/// <param name="Prefix">The words before a command that cut it off; empty where that is impossible.</param>
/// <param name="Explanation">A phrase: how, or why not.</param>
internal sealed record NetworkCut(IReadOnlyList<string> Prefix, string Explanation)
{
    /// <summary>In a network of its own, with nothing but its loopback device where that can be brought up.</summary>
    private static readonly string[] loopback = ["/bin/sh", "-c", "ip link set lo up 2>/dev/null; exec \"$@\"", "sh"];

    private static readonly Lazy<NetworkCut> ofThisSystem = new(Detect);

    public bool IsPossible => Prefix.Count > 0;

    /// <summary>Found out once, by trying.</summary>
    public static NetworkCut OfThisSystem => ofThisSystem.Value;

    private static NetworkCut Detect()
    {
        if (!OperatingSystem.IsLinux()) return new NetworkCut([], "only Linux can do it");
        var why = "";
        foreach (var kind in (string[][])[["--net"], ["--user", "--map-current-user", "--keep-caps", "--net"], ["--user", "--map-root-user", "--net"]])
        {
            string[] prefix = ["unshare", .. kind, "--"];
            var answer = Tool.Run("unshare", [.. prefix[1..], "true"], TimeSpan.FromSeconds(5));
            if (answer.Succeeded)
            {
                var how = kind.Length == 1 ? "a network namespace of its own" : "a user and a network namespace of its own";
                return new NetworkCut([.. prefix, .. loopback], how);
            }
            why = answer.Problem ?? FirstLine(answer.Errors);
        }
        return new NetworkCut([], why.Length == 0 ? "unshare failed" : why);
    }

    private static string FirstLine(string text) => text.Split('\n')[0].Trim();
}
