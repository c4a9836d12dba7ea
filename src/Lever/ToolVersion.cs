using Lever.Review.Reports;

namespace Lever;

/// <summary>What this program is called in its reports.</summary>
internal static class ToolVersion
{
    public static string Text => typeof(ToolVersion).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";

    public static ToolInfo Info => new("lever", Text);
}
