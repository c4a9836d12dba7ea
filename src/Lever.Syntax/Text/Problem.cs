namespace Lever.Syntax.Text;

/// <summary>Something in the input that could not be understood.</summary>
/// <param name="Span">Where.</param>
/// <param name="Message">A sentence without its final period, starting in lower case.</param>
public readonly record struct Problem(Span Span, string Message);
