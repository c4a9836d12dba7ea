using Lever.Review.Findings;
using Lever.Workspace;

namespace Lever.Serving.Lsp;

/// <summary>Where the steps of chains lie, which may be in any file of the project. Files are read again for it; few findings have chains.</summary>
internal sealed class ChainPlaces
{
    private (ProjectState State, SourceLines Lines)? read;

    /// <returns>Null where the step's file cannot be read any more.</returns>
    public (string Uri, LspRange Range)? PlaceOf(ChainStep step, DocumentView view)
    {
        if (step.Path == view.File?.Path) return (view.Document.Uri, view.RangeOf(step.Range));
        if (view.Known is not { } state) return null;
        if (read is not { } known || known.State != state) read = known = (state, new SourceLines(state.Job.Project, state.Job.OpenTexts));
        if (known.Lines.LinesOf(step.Path, cell: null) is not { } lines) return null;
        var encoding = view.Document.Text.Encoding;
        return (view.Document.Project.UriOf(step.Path), new LspRange(Places.PositionOf(lines, step.Range.Start, encoding, hasMark: false), Places.PositionOf(lines, step.Range.End, encoding, hasMark: false)));
    }
}
