using System.Text;
using Lever.Profiles;
using Lever.Profiles.Joining;
using Lever.Profiles.Names;

namespace Lever.Tests.Profiles;

/// <summary>Profiles of compiled Rust name functions by their paths, with and without files.</summary>
public class RustJoinTests
{
    [Theory]
    [InlineData("app::queue::Queue<T>::drain::h0123456789abcdef", "app::queue::Queue::drain")]
    [InlineData("app::queue::Queue::<u8, alloc::vec::Vec<u8>>::drain", "app::queue::Queue::drain")]
    [InlineData("<app::queue::Queue as core::ops::drop::Drop>::drop", "app::queue::Queue::drop")]
    [InlineData("<&mut app::queue::Queue<(u8, fn(u8) -> u8)> as core::iter::Iterator>::next", "app::queue::Queue::next")]
    [InlineData("app::run::{{closure}}::h0123456789abcdef", "app::run")]
    [InlineData("app::run::{closure#0}::{closure#2}", "app::run")]
    [InlineData("app::a::<impl app::b::Queue>::drain", "app::b::Queue::drain")]
    [InlineData("app::a::<impl core::fmt::Display for app::b::Queue>::fmt", "app::b::Queue::fmt")]
    [InlineData("main", "main")]
    [InlineData("<", "")]
    [InlineData("a::<", "a")]
    public void Symbols_become_the_paths_of_the_source(string symbol, string path) => Assert.Equal(path, RustNames.Normalize(symbol));

    [Fact]
    public void Deep_symbols_end() => Assert.NotNull(RustNames.Normalize(new string('<', 20_000) + "::m"));

    private static readonly SourceFile[] project =
    [
        new("src/queue.rs", [new("app::queue::Queue::drain", 10, 20), new("app::queue::run", 30, 60), new("app::queue::Queue::fmt", 70, 80)]),
        new("src/other.rs", [new("app::other::run", 5, 9)]),
        new("tool.py", [new("run", 1, 5)]),
    ];

    private static ProfileIndex Join(string folded) => ProfileIndex.Join(ProfileReaders.Read(Encoding.UTF8.GetBytes(folded), "p.folded"), project);

    [Fact]
    public void Functions_are_found_by_their_paths_alone()
    {
        var index = Join("""
            std::rt::lang_start;app::queue::run;<app::queue::Queue<u8> as app::Drains>::drain 6
            std::rt::lang_start;app::queue::run::{{closure}}::h0123456789abcdef 3
            std::rt::lang_start;app::other::run;other_crate::queue::run 1
            """);
        Assert.Equal(0.6, index.Function("src/queue.rs", "app::queue::Queue::drain", 10)!.SelfShare, 1e-9);
        var run = index.Function("src/queue.rs", "app::queue::run", 30)!;
        Assert.Equal(0.3, run.SelfShare, 1e-9);
        Assert.Equal(0.9, run.TotalShare, 1e-9);
        Assert.Equal(0.1, index.Function("src/other.rs", "app::other::run", 5)!.TotalShare, 1e-9);
        Assert.Equal(0.1, index.Match.Native, 1e-9);
    }

    [Fact]
    public void Lines_tell_where_there_are_any()
    {
        var index = Join("""
            app::queue::run (/home/ci/app/src/queue.rs:40);app::queue::Queue::drain (/home/ci/app/src/queue.rs:12) 3
            app::queue::run::{{closure}} (/home/ci/app/src/queue.rs:45) 1
            """);
        Assert.Equal(1, index.Match.Project, 1e-9);
        Assert.Equal(0.75, index.Range("src/queue.rs", 10, 15)!.Value.TotalShare, 1e-9);
        Assert.Equal(1, index.Function("src/queue.rs", "app::queue::run", 30)!.TotalShare, 1e-9);
    }
}
