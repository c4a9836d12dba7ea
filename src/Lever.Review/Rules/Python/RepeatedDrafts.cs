using Lever.Review.Semantics.Python;

namespace Lever.Review.Rules.Python;

/// <summary>What findings say of the loops that repeat their places.</summary>
internal static class RepeatedDrafts
{
    /// <summary>Labels what repeats the finding's place. The way from a loop of another file is told by the finding's chain.</summary>
    /// <param name="around">What is said of a loop that stands around the place itself.</param>
    public static FindingDraft Repeated(this FindingDraft draft, Repetition repetition, string around) => repetition.Loop is { } loop
        ? draft.LabelHead(loop.Region, repetition.Through is null ? around : "this loop calls the function") : draft.FromElsewhere();
}
