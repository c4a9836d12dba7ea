using System.Globalization;
using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;

namespace Lever.Tests.Rust;

public sealed class RustBindingTests
{
    /// <summary>Each variable with the line that binds it and the lines that use it.</summary>
    private static string Variables(string source)
    {
        var module = RustTypeTests.Load(source);
        var found = new List<string>();
        for (var id = 0; id < module.Tree.Count; id++)
        {
            if (module.BindingAt(module.Tree[id]) is not { } variable || variable.Node.Id != id) continue;
            var lines = new List<string>();
            foreach (var use in variable.Uses) lines.Add(Line(module, use.Node.Start) + use.Kind switch { UseKind.Unknown => "?", UseKind.Formatted => "f", _ => "" });
            found.Add($"{variable.Name}@{Line(module, variable.Node.Start)}:{string.Join(',', lines)}");
        }
        return string.Join(' ', found);
    }

    private static string Line(RustModule module, int offset)
    {
        var line = 1;
        for (var at = 0; at < offset; at++)
            if (module.Tree.Text.Bytes[at] == '\n') line++;
        return line.ToString(CultureInfo.InvariantCulture);
    }

    [Theory]
    [InlineData("fn f(a: u8) {\n let a = a;\n a;\n}", "a@1:2 a@2:3")]
    [InlineData("fn f(a: u8) {\n { let a = 1;\n a; }\n a;\n}", "a@1:4 a@2:3")]
    [InlineData("fn f(a: Option<u8>) {\n if let Some(a) = a {\n a; } else {\n a; }\n}", "a@1:2,4 a@2:3")]
    [InlineData("fn f(a: Vec<u8>) {\n for a in a {\n a; }\n a;\n}", "a@1:2,4 a@2:3")]
    [InlineData("fn f(a: u8) {\n let g = |a: u8|\n a;\n a;\n}", "a@1:4 g@2: a@2:3")]
    [InlineData("fn f(a: u8) {\n match a {\n 1 | 2 => a,\n a if a > 3 =>\n a, _ => 0 };\n}", "a@1:2,3 a@4:4,5")]
    [InlineData("fn f(a: u8) {\n println!(\"{a} {b:>c$}\",\n b = 1);\n other!(x, a, y.a);\n}", "a@1:2f,4?")]
    [InlineData("fn f(a: u8) {\n fn g() {\n a; }\n}", "a@1:")]
    [InlineData("fn f(a: u8) -> S {\n S { a, b: a\n }\n}", "a@1:2,2")]
    [InlineData("fn f(x: E) {\n match x { E::A(n) |\n E::B(n) =>\n n };\n}", "x@1:2 n@2:4")]
    [InlineData("fn f(x: Option<u8>) {\n match x {\n None => 1, Some(n)\n => n };\n}", "x@1:2 n@3:4")]
    [InlineData("fn f(x: Option<u8>) {\n matches!(x, Some(n)\n if n > 1);\n}", "x@1:2 n@2:3")]
    [InlineData("impl T { fn f(&self) {\n self.a;\n } }", "self@1:2")]
    [InlineData("fn f(p: P) {\n let P { a, b: c, .. } = p;\n a; c;\n}", "p@1:2 a@2:3 c@2:3")]
    [InlineData("fn f() {\n let u8 = 1;\n let y: u8 = u8;\n}", "u8@2:3 y@3:")]
    [InlineData("fn f(v: Vec<u8>) {\n while let Some(x) = v.pop() {\n x; }\n}", "v@1:2 x@2:3")]
    [InlineData("fn f(a: Option<u8>) {\n let Some(b) = a else {\n return; };\n b;\n}", "a@1:2 b@2:4")]
    public void Names_mean_the_variable_that_is_in_scope(string source, string expected) => Assert.Equal(expected, Variables(source));
}
