namespace Lever.Review.Rules.Python.Boundary;

/// <summary>A rule of Python code that calls Rust: it is run only in projects that have an extension of their own.</summary>
public abstract class NativeRule : PythonRule;
