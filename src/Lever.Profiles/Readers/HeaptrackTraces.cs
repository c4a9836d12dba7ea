using System.Text;

namespace Lever.Profiles.Readers;

/// <summary>The tables of a heaptrack file that say where: strings, instructions with what was inlined there, and traces towards the root.</summary>
internal sealed class HeaptrackTraces(ProfileBuilder builder)
{
    private readonly List<string> strings = [];

    /// <summary>For each instruction its frames, the outermost first.</summary>
    private readonly List<int[]> instructions = [];
    private readonly List<int> nodes = [];
    private long dangling;

    // Since format 3 the length stands before the string; it is told from a string of hexadecimal digits by being right.
    public void AddString(ReadOnlySpan<byte> text)
    {
        var words = new HexWords(text);
        var isCounted = words.Next(out var length) && words.Rest.Length == length;
        strings.Add(Encoding.UTF8.GetString(isCounted ? words.Rest : text));
    }

    // `address module [function file line]…`: the function itself first, then those it was inlined into.
    public void AddInstruction(ReadOnlySpan<byte> text)
    {
        var words = new HexWords(text);
        words.Next(out var address);
        words.Next(out var module);
        var frames = new List<int>();
        while (words.Next(out var function))
        {
            words.Next(out var file);
            words.Next(out var line);
            frames.Add(Frame(Text(function), Text(file), (int)Math.Clamp(line, 0, int.MaxValue), Text(module)));
        }
        if (frames.Count == 0) frames.Add(Frame("", "", 0, Text(module)));
        frames.Reverse();
        instructions.Add([.. frames]);
    }

    // `instruction parent`: parents come first.
    public void AddTrace(ReadOnlySpan<byte> text)
    {
        var words = new HexWords(text);
        words.Next(out var instruction);
        words.Next(out var parent);
        var node = Node(parent);
        if (instruction < 1 || instruction > instructions.Count) dangling++;
        else
        {
            foreach (var frame in instructions[(int)instruction - 1]) node = builder.Child(node, frame);
        }
        nodes.Add(node);
    }

    /// <summary>The place of a trace in the profile; unknown ones are the root.</summary>
    public int Node(long trace)
    {
        if (trace >= 1 && trace <= nodes.Count) return nodes[(int)trace - 1];
        if (trace != 0) dangling++;
        return builder.Root(builder.AddThread(""));
    }

    public void Report()
    {
        if (dangling > 0) builder.Problem(ProfilePlace.File, $"{dangling} references point to nothing in the file");
    }

    private string Text(long index) => index >= 1 && index <= strings.Count ? strings[(int)index - 1] : "";

    private int Frame(string function, string file, int line, string module)
    {
        var isKnown = function != "";
        var name = isKnown ? function : "[unknown]";
        return builder.AddFrame(builder.AddFunction(new ProfileFunction(name, file, 0, isKnown ? FunctionOrigin.Native : FunctionOrigin.Synthetic, module, name)), line);
    }
}
