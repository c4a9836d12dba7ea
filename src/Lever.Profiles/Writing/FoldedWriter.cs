using System.Globalization;
using System.Text;

namespace Lever.Profiles.Writing;

/// <summary>Folded stacks, a line for each: frames from the root with semicolons between them, then a whole number.</summary>
internal static class FoldedWriter
{
    /// <summary>Weights that are no counts are written in these parts of their unit, as whole numbers: microseconds for seconds.</summary>
    private const double Parts = 1e6;

    public static void Write(Profile profile, Stream output)
    {
        using var writer = new StreamWriter(output, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        var stacks = profile.Stacks;
        var self = stacks.Self(0);
        var scale = profile.Metrics[0].Unit == MetricUnit.Seconds ? Parts : 1;
        var names = profile.Frames.Select(frame => NameOf(profile.Functions[frame.Function])).ToArray();
        var path = new List<string>();
        var ends = new Stack<int>();
        for (var node = 0; node < stacks.Count; node++)
        {
            while (ends.TryPeek(out var end) && node >= end)
            {
                ends.Pop();
                path.RemoveAt(path.Count - 1);
            }
            ends.Push(stacks.EndOf(node));
            path.Add(stacks.FrameOf(node) >= 0 ? names[stacks.FrameOf(node)] : Clean(profile.Threads[stacks.ThreadOf(node)].Name));
            var weight = Math.Round(self[node] * scale);
            if (weight <= 0) continue;
            writer.Write(string.Join(';', path.Where(name => name.Length > 0)));
            writer.Write(' ');
            writer.WriteLine(weight.ToString("0", CultureInfo.InvariantCulture));
        }
    }

    private static string NameOf(ProfileFunction function) => Clean(function.File.Length > 0
        ? string.Create(CultureInfo.InvariantCulture, $"{function.Name} ({function.File}{(function.FirstLine > 0 ? ":" + function.FirstLine.ToString(CultureInfo.InvariantCulture) : "")})") : function.Name);

    /// <summary>Semicolons and line breaks mean something in the format.</summary>
    private static string Clean(string name) => name.Replace(';', ':').Replace('\n', ' ').Replace('\r', ' ');
}
