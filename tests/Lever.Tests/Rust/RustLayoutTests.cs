using System.Globalization;
using System.Text;
using Lever.Review.Semantics.Rust.Placement;
using Lever.Syntax.Rust;
using Lever.Syntax.Text;

namespace Lever.Tests.Rust;

/// <summary>Layouts against what the compiler said, and what must stay unknown.</summary>
public class RustLayoutTests
{
    [Fact]
    public void Sizes_and_alignments_are_the_compilers()
    {
        var folder = Path.Combine(RepositoryFiles.Root, "tests/Lever.Tests/Cases/Rust/Layouts");
        var layouts = Of(("types", File.ReadAllText(Path.Combine(folder, "types.rs"))));
        var wrong = new List<string>();
        var count = 0;
        foreach (var line in File.ReadLines(Path.Combine(folder, "sizes.txt")))
        {
            var blank = line.IndexOf(' ');
            var (expected, type) = (line[..blank], line[(blank + 1)..]);
            var found = Said(layouts.Of(TermOf(type), "types", []));
            if (found != expected) wrong.Add($"{type}: {found}, not {expected}");
            count++;
        }
        Assert.Empty(wrong);
        Assert.True(count > 1500);
    }

    [Theory]
    // A field that a feature decides over.
    [InlineData("struct S { a: u8, #[cfg(feature = \"x\")] b: u64 }", "?")]
    [InlineData("struct S { a: u8, #[cfg(test)] b: u64 }", "1/1")]
    [InlineData("struct S { a: u8, #[cfg(not(test))] b: u64 }", "16/8")]
    [InlineData("#[cfg(unix)] struct S { a: u8 } #[cfg(windows)] struct S { a: u64 }", "1/1")]
    [InlineData("#[cfg(feature = \"a\")] struct S { a: u8 } #[cfg(not(feature = \"a\"))] struct S { a: u64 }", "?")]
    [InlineData("#[cfg(feature = \"a\")] use std::sync::Mutex as L; #[cfg(not(feature = \"a\"))] use std::cell::RefCell as L; struct S { a: L<u8> }", "?")]
    [InlineData("#[cfg_attr(feature = \"a\", repr(C))] struct S { a: u8, b: u64, c: u8 }", "?")]
    [InlineData("use other::Thing; struct S { a: Thing }", "?")]
    [InlineData("use other::Thing; struct S { a: Vec<Thing>, b: Box<u8> }", "32/8")]
    [InlineData("use other::Thing; struct S { a: &'static Thing }", "?")]
    [InlineData("trait T { type A; } struct S<X: T> { a: X::A } ", "?")]
    [InlineData("struct S { a: S }", "?")]
    [InlineData("struct S { a: Option<Box<S>> }", "8/8")]
    [InlineData("struct S { a: [u8; other()] }", "?")]
    [InlineData("const N: usize = 1 << 3; struct S { a: [u8; N * 2 + 1] }", "17/1")]
    [InlineData("struct S { a: [u8; std::mem::size_of::<u64>()] }", "8/1")]
    [InlineData("struct S { a: [u8; 0xffffffffffffffff] }", "?")]
    [InlineData("struct S { a: [[[u64; 99999999]; 99999999]; 99999999] }", "?")]
    [InlineData("mod a { pub use super::b::*; } mod b { pub use super::a::*; } use a::X; struct S { a: X }", "?")]
    [InlineData("mod a { pub mod b { pub struct X(pub u32); } } use a::{b, b::X as Y}; struct S { a: b::X, b: Y, c: crate::a::b::X, d: self::a::b::X }", "16/4")]
    [InlineData("mod span { pub struct X(pub u16); } pub use span::*; struct S(X);", "2/2")]
    [InlineData("mod span { pub struct X(pub u16); } pub use span::X; mod user { pub use crate::*; pub struct T(X); } struct S(user::T);", "2/2")]
    [InlineData("use std; use std::sync as s; struct S(std::sync::Arc<u8>, s::Mutex<u64>);", "24/8")]
    [InlineData("mod m { use *; struct T(X); } struct X(u8); struct S(m::T);", "1/1")]
    [InlineData("type A = (B, B); type B = (C, C); type C = (D, D); type D = u8; struct S(A);", "8/1")]
    [InlineData("#[path = \"x.rs\"] mod m; struct S(m::T);", "?")]
    [InlineData("use std::sync::{Arc, Mutex}; use std::collections::HashMap; struct S { a: Arc<Mutex<HashMap<String, u8>>>, b: HashMap<u8, u8> }", "56/8")]
    [InlineData("use core::num::NonZeroU32; struct S { a: Option<NonZeroU32> }", "4/4")]
    public void What_is_not_known_is_not_said(string source, string expected)
    {
        Assert.Equal(expected, Said(Of(("crate_name", source)).Of(TermOf("S"), "crate_name", [])));
    }

    [Fact]
    public void Aliases_that_double_end()
    {
        var source = new StringBuilder("struct S(A0);");
        for (var at = 0; at < 200; at++) source.Append(CultureInfo.InvariantCulture, $" type A{at} = (A{at + 1}, A{at + 1});");
        Assert.Null(Of(("a", source.ToString())).Of(TermOf("S"), "a", []));
    }

    [Fact]
    public void Types_of_other_files_are_found()
    {
        var layouts = Of(
            ("shop", "pub mod order; pub use order::Order; pub const N: usize = 4;"),
            ("shop::order", "use super::N; use crate::user::*; pub struct Order { id: Id, lines: [u16; N] }"),
            ("shop::user", "pub struct Id(u64);"),
            ("web", "use shop::Order; pub struct Page { order: Order, all: Vec<Order> }"));
        Assert.Equal("16/8", Said(layouts.Of(TermOf("crate::Order"), "shop", [])));
        Assert.Equal("40/8", Said(layouts.Of(TermOf("Page"), "web", [])));
    }

    [Fact]
    public void Fields_have_their_places()
    {
        var layouts = Of(("a", "#[repr(C)] struct C { a: u8, b: u64, c: u32 } struct R { a: u8, b: u64, c: u32 } enum E { A(u8, u32), B }"));
        Assert.Equal([("a", 0L), ("b", 8L), ("c", 16L)], layouts.Of(TermOf("C"), "a", [])!.Fields.Select(placed => (placed.Name, placed.Offset)));
        Assert.Equal(11, layouts.Of(TermOf("C"), "a", [])!.Padding);
        Assert.Equal([("a", 12L), ("b", 0L), ("c", 8L)], layouts.Of(TermOf("R"), "a", [])!.Fields.Select(placed => (placed.Name, placed.Offset)));
        Assert.Equal([("0", 1L), ("1", 4L)], layouts.Of(TermOf("E"), "a", [])!.Variants[0].Fields.Select(placed => (placed.Name, placed.Offset)));
    }

    private static string Said(Layout? layout) => layout is null ? "?" : string.Create(CultureInfo.InvariantCulture, $"{layout.Size}/{layout.Align}");

    private static TypeTerm TermOf(string type) => TypeTerm.Of(new RustParser().Parse(SourceText.From($"type T = {type};"), Edition.Rust2021).Root.FirstChild.AsTypeAlias!.Value.Type!.Value);

    private static TypeLayouts Of(params (string Module, string Source)[] files)
    {
        var index = new TypeIndex(Libraries.Index);
        var parser = new RustParser();
        foreach (var (module, source) in files)
            index.Add(TypeDeclarations.Of(parser.Parse(SourceText.From(source), Edition.Rust2021), module + ".rs", module), module);
        return new TypeLayouts(index);
    }
}
