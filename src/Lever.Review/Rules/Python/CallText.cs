using Lever.Syntax.Trees;

namespace Lever.Review.Rules.Python;

/// <summary>Calls as messages show them.</summary>
internal static class CallText
{
    private const int Longest = 60;

    /// <summary>The call as it stands where it is short and on one line, else its callee with its arguments left out.</summary>
    public static string Short(Node call) => call.Span.Length <= Longest && call.Bytes.IndexOf((byte)'\n') < 0 ? call.Text : call.FirstChild.Text + "(…)";
}
