using System.Text;
using CsCheck;
using Lever.Dev.Mutations;

namespace Lever.Tests.Syntax.Rust;

/// <summary>Generated sources that look enough like Rust to get deep into the parser.</summary>
internal static class RustSources
{
    private static readonly string[] pieces = [.. Language.Rust.Inserts.Select(Encoding.UTF8.GetString), "fn f() {", "fn f() {", "let a = ", "; ", "} ", ") ", " ", "\n"];

    public static Gen<string> Soup { get; } = Gen.Int[0, pieces.Length - 1].Select(index => pieces[index]).Array[0, 60].Select(string.Concat);
}
