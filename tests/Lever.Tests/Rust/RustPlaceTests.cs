using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Trees;

namespace Lever.Tests.Rust;

/// <summary>Loops, guards, cold and async places, sizes. The node asked about is the call of `here`, or the struct `S`.</summary>
public sealed class RustPlaceTests
{
    private static Node Here(RustModule module)
    {
        for (var id = 0; id < module.Tree.Count; id++)
            if (module.Tree[id].AsCall is { Function.AsName.Name: "here" }) return module.Tree[id];
        throw new InvalidOperationException("no call of `here`");
    }

    [Theory]
    [InlineData("fn f(v: Vec<u8>) { for x in &v { here(); } }", "Data")]
    [InlineData("fn f(v: Vec<u8>) { for x in 0..v.len() { here(); } }", "Data")]
    [InlineData("fn f() { for x in 0..4 { here(); } }", "Fixed 4")]
    [InlineData("fn f() { for x in [1, 2] { here(); } }", "Fixed 2")]
    [InlineData("fn f() { for x in std::env::args() { here(); } }", "Small")]
    [InlineData("fn f(v: &[u8]) { v.iter().map(|x| here()).count(); }", "Data")]
    [InlineData("fn f(v: &[u8]) { v.iter().take(3).for_each(|x| here()); }", "Fixed 3")]
    [InlineData("fn f(v: Option<u8>) { v.map(|x| here()); }", "none")]
    [InlineData("fn f(v: &[u8]) { for x in v { spawn(|| here()); } }", "none")]
    [InlineData("fn f(v: &[u8]) { for x in v { x.checked_add(1).map(|y| here()); } }", "Data")]
    [InlineData("fn f(v: &[u8]) { for x in here() { } }", "none")]
    [InlineData("fn f(s: &str) { for x in s.lines() { here(); } }", "Data")]
    [InlineData("fn f(mut v: Vec<u8>) { while let Some(x) = v.pop() { here(); } }", "Data")]
    public void A_loop_turns_as_often_as_its_source_says(string source, string expected)
    {
        var module = RustTypeTests.Load(source);
        var found = module.Loops.Around(Here(module)) is not { } loop ? "none" : module.Loops.TripsOf(loop) is { Origin: TripOrigin.Fixed } trips ? $"Fixed {trips.Count}" : module.Loops.TripsOf(loop).Origin.ToString();
        Assert.Equal(expected, found);
    }

    [Theory]
    [InlineData("use std::sync::Mutex; fn f(m: &Mutex<u8>) { let g = m.lock().unwrap(); here(); }", true)]
    [InlineData("use std::sync::Mutex; fn f(m: &Mutex<u8>) { let g = m.lock().unwrap(); drop(g); here(); }", false)]
    [InlineData("use std::sync::Mutex; fn f(m: &Mutex<Vec<u8>>) { let n = m.lock().unwrap().len(); here(); }", false)]
    [InlineData("use std::sync::Mutex; fn f(m: &Mutex<Vec<u8>>) { match m.lock().unwrap().len() { _ => here() } }", true)]
    [InlineData("use std::sync::Mutex; fn f(m: &Mutex<Vec<u8>>) { if m.lock().unwrap().is_empty() { here() } }", false)]
    [InlineData("use std::sync::Mutex; fn f(m: &Mutex<Vec<u8>>) { { let g = m.lock(); } here(); }", false)]
    [InlineData("fn f(m: &Other) { let g = m.lock().unwrap(); here(); }", false)]
    public void A_guard_lives_as_long_as_its_variable_or_statement(string source, bool expected)
    {
        var module = RustTypeTests.Load(source);
        var here = Here(module);
        var covered = false;
        for (var id = 0; id < module.Tree.Count; id++) covered |= module.Places.GuardOf(module.Tree[id]) is { } guard && guard.Covers(here);
        Assert.Equal(expected, covered);
    }

    [Theory]
    [InlineData("fn f() -> Result<u8, u8> { Err(here()) }", true)]
    [InlineData("fn f() { panic!(\"{}\", here()); }", true)]
    [InlineData("fn f(x: Option<u8>) { x.ok_or_else(|| here()); }", true)]
    [InlineData("fn f(x: bool) -> Result<u8, u8> { if x { here(); return Err(1); } Ok(1) }", true)]
    [InlineData("fn f(x: bool) -> Result<u8, u8> { if x { here(); } Ok(1) }", false)]
    [InlineData("#[cold] fn f() { here(); }", true)]
    public void Places_for_what_goes_wrong_are_cold(string source, bool expected)
    {
        var module = RustTypeTests.Load(source);
        Assert.Equal(expected, module.Places.IsCold(Here(module)));
    }

    [Theory]
    [InlineData("async fn f() { here(); }", true)]
    [InlineData("fn f() { here(); }", false)]
    [InlineData("fn f() { let x = async move { here() }; }", true)]
    [InlineData("async fn f() { tokio::task::spawn_blocking(|| here()).await; }", false)]
    [InlineData("async fn f() { std::thread::spawn(|| here()); }", false)]
    [InlineData("async fn f(v: Vec<u8>) { v.iter().for_each(|x| here()); }", true)]
    [InlineData("#[bisync::bisync] async fn f() { here(); }", false)]
    public void Async_code_runs_on_its_task(string source, bool expected)
    {
        var module = RustTypeTests.Load(source);
        Assert.Equal(expected, module.Places.AsyncAround(Here(module)) is not null);
    }

    [Theory]
    [InlineData("struct S { a: u8, b: u32, c: u8 }", "8/4")]
    [InlineData("#[repr(C)] struct S { a: u8, b: u32, c: u8 }", "12/4")]
    [InlineData("struct S(Vec<u8>, String, Box<u8>);", "56/8")]
    [InlineData("struct S { a: Option<Box<u8>>, b: Option<u32>, c: Option<bool>, d: char }", "24/8")]
    [InlineData("struct S { a: [u16; 3], b: &'static str, c: Box<dyn Fn()> }", "40/8")]
    [InlineData("enum E { A, B, C } struct S { a: E, b: Option<E> }", "2/1")]
    [InlineData("enum E { A(u64), B(u8) } struct S { a: E }", "16/8")]
    [InlineData("struct S { a: Option<String> }", "24/8")]
    [InlineData("struct S { a: Result<String, String> }", "32/8")]
    [InlineData("struct S<T> { a: T }", "?")]
    [InlineData("struct S { a: Unknown }", "?")]
    public void A_struct_has_the_size_of_its_fields(string source, string expected)
    {
        var module = RustTypeTests.Load(source);
        var found = "none";
        for (var id = 0; id < module.Tree.Count; id++)
            if (module.Tree[id].AsStruct is { Name: "S" } made) found = module.Layouts.LayoutOf(made) is { } layout ? $"{layout.Size}/{layout.Align}" : "?";
        Assert.Equal(expected, found);
    }
}
