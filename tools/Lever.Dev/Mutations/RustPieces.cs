namespace Lever.Dev.Mutations;

/// <summary>Rust sources as head, repeated piece, and tail: what nests, what is tried and undone, what is looked ahead over.</summary>
internal static class RustPieces
{
    public static IReadOnlyList<(string Head, string Piece, string Tail)> All { get; } =
    [
        .. new[]
        {
            "(", "[", "{", ")", "]", "}", "<", ">", "<A", "A<", "(a)", "f(", "f(a)", ".a", ".a()", ".0", "a[", "[0]", "!", "-", "*", "&", "&&", "&mut ", "&raw const ", "?",
            "|a| ", "|| ", "|", "move ", "move || ", "async ", "async move { ", "unsafe { ", "const { ", "const ", "static ", "static || ", "for<'a> || ", "for<", "for<'a> ", "for<T = ",
            "a = ", "a + ", "a as ", "a as T as ", "a < ", "a << ", "a..", "..", "..=", "return ", "break ", "break 'a ", "yield ", "'a: ", "'a: loop { ", "let a = ", "let a: ", "let (",
            "let A { ", "let Some(", "let box ", "let a @ ", "let a | ", "let &", "if ", "if a { ", "if a {} else ", "if let a = ", "if a && let b = ", "while ", "while a { ", "loop { ",
            "match ", "match a { ", "match a { a => ", "a => ", "for a in ", "for a in b { ", "a {", "a { b: ", "a { ..", "A { a, ", "(a, ", "[a, ", "[a; ", "a::<", "a::", "::", "<A as ", "<A as B>::",
            "println!(", "println!(a ", "println!(\"{}\", ", "vec![", "vec![a; ", "vec![{ ", "m!(", "m!{ ", "m![", "matches!(a, ", "select! { a = b => ", "select! {", "json!({ \"a\": ", "assert!(a(",
            "#[a] ", "#![a] ", "#[a = ", "#[a(", "#", "#[", "pub ", "pub(in ", "pub(crate) ", "extern ", "extern \"C\" { ", "extern crate a; ", "crate", "self", "super::",
            "fn f() { ", "fn f(", "fn f(a: ", "fn f(a: fn(", "fn f(&self, ", "fn f<", "fn f<A: ", "fn f<A = ", "fn f<const A: ", "fn f() -> ", "fn f() where ", "fn f() where A: ", "fn ",
            "type A = ", "type A<", "type A = dyn ", "type A = impl A + ", "type A = fn(", "type A = fn() -> ", "type A = A + ", "type A = A<A = ", "type A = (", "type A = [", "type A = &", "type A = *const ", "type A = for<'a> ",
            "type A = Fn(", "type A = Fn() -> ", "type A = <", "type A = A<{ ", "type A = A<B<C> = ", "impl ", "impl<", "impl A for ", "impl A for B { ", "impl A { ", "impl !", "impl A<{", "impl A, {} ",
            "trait A { ", "trait A: ", "trait A = ", "trait A { fn f(", "struct A ", "struct A { ", "struct A(", "struct A { a: ", "struct A<", "enum A { ", "enum A { B = ", "enum A { B(", "union A { ", "mod a { ", "mod a; ", "use a::{", "use {", "use a, ",
            "macro_rules! a { ", "macro_rules! a (", "macro a(", "const A: ", "const A: A = ", "static A: A = ", "union ", "auto trait ", "default ", "async fn ", "gen ",
            "'", "'a", "'a'", "'\\", "\"", "\"\\", "r\"", "r#\"", "r#", "r#a ", "b'", "b\"", "br#\"", "c\"", "0", "0x", "1_", "1e", "1.", "1.0", "1..", "0b", "/*", "*/", "/* */", "//", "//\n", "///\n", "//!\n",
            "\n", "\r", "\f", " ", "\t", "\0", "é", "€", "'€", "\u2028", "$", "~", "@", "\\", "`", ",", ";", ":", ".", "=", "=>", "->", "a", "a ", "a;", "a, ", "a! ", "(]", "{(", "({", "[)", "A<{", "#[a](", "(#[a]",
        }.Select(piece => ("", piece, "")),
        .. new[]
        {
            "(", "((a)", "f(", "a.f(", "[", "{", "{ ;", "&", "&&", "!", "|a| ", "|| { ", "a + (", "a < (", "if a { ", "if a {} else ", "if a {} else if b ", "else if a {} ", "if ", "if let A = ", "match a { _ => ", "match a { a if ", "loop { ",
            "'a: { ", "a::<", "a::<{ ", "a::<A<", "A { a: ", "println!(", "println!(\"{}\", a) ; ", "println!(\"{}\", println!(", "println!(a b println!(", "vec![", "vec![vec![a], ", "vec![a b vec![", "matches!(a, b if ", "select! { a = b => { ", "select! { a b, ",
            "vec![{ a b; ", "vec![{ let a = ", "vec![|| { a b; ", "println!(\"{}\", { ", "let a = ", "let a: A<", "let a: A<A + ", "let a: fn(", "let (", "let A(", "let [", "let a = b else { ", "a; ", "a b; ", "let a b; ", "fn f() { ", "struct A { a: B } ", "impl A for B { ",
            "async { ", "unsafe { ", "a as A<", "a as fn(", "x.0", "x?.", "return ", "break ", "..", "a = ", "a += ", "#[a] ", "#[a = ", "yield ", "a.b[", "'a: loop { ", "for a in ", "while a { ", "move || ", "async move || ",
            "fn f(a: [u8; { ", "fn f(a: fn(A::<{ ", "let a: A<{ ", "const { ", "impl A<{ ", "impl A<B for ", "use a::{", "mod a { ",
        }.Select(piece => ("fn f() { ", piece, "")),
        ("fn f() { ", "if a { b } else ", "{ } }"),
        ("fn f() { match a { ", "a => b, ", "} }"),
        ("fn f() { match a { ", "a b, ", "} }"),
        ("fn f() { match a { ", "A | ", "A => b } }"),
        ("fn f(", "a: A, ", ") {}"),
        ("fn f<", "A: B, ", ">() {}"),
        ("fn f() where ", "A: B, ", "{}"),
        ("fn f() { f(", "a, ", ") }"),
        ("fn f() { [", "1, ", "] }"),
        ("fn f() { vec![", "1, ", "] }"),
        ("fn f() { vec![a b ", "1, ", "] }"),
        ("fn f() { m!(", "a b ", ") }"),
        ("trait A { ", "fn f(u8, (u8, u8), a: u8); ", "}"),
        ("trait A { fn f(", "fn(A::<{ trait A { fn f(", ""),
        ("trait A { fn f(", "A::<{ trait A { fn f(", ""),
        ("type A = ", "A<", "B"),
        ("type A = ", "A<B, ", "C"),
        ("type A = ", "A<B = ", "C"),
        ("type A = ", "A + ", "C;"),
        ("type A = ", "(A) + ", "C;"),
        ("type A = A<", "B<'a> = C, ", ">;"),
        ("struct A { ", "a: B, ", "}"),
        ("struct A { ", "a B, ", "}"),
        ("enum A { ", "B, ", "}"),
        ("enum A { ", "B C, ", "}"),
        ("impl A { ", "fn f() {} ", "}"),
        ("impl A { ", "fn f( {} ", "}"),
        ("use a::{", "b::{c}, ", "};"),
        ("/*", "/* ", ""),
        ("fn f() { \"", "\\n", "\" }"),
        ("fn f() { r###\"", "\"## ", "\"### }"),
        ("", "[", "(" + new string(']', 1000)),
    ];
}
