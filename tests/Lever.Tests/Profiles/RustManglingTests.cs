using Lever.Profiles.Names;

namespace Lever.Tests.Profiles;

public class RustManglingTests
{
    [Theory]
    // The older scheme.
    [InlineData("_ZN6rsload6engine8tokenise17h0123456789abcdefE", "rsload::engine::tokenise")]
    [InlineData("_ZN59_$LT$app..queue..Queue$u20$as$u20$core..ops..drop..Drop$GT$4drop17h0123456789abcdefE", "<app::queue::Queue as core::ops::drop::Drop>::drop")]
    [InlineData("_ZN3app3run28_$u7b$$u7b$closure$u7d$$u7d$17h0123456789abcdefE.llvm.77", "app::run::{{closure}}")]
    [InlineData("__ZN3app3run17h0123456789abcdefE", "app::run")]
    // RFC 2603's.
    [InlineData("_RNvCs1234_7mycrate3foo", "mycrate::foo")]
    [InlineData("_RNvCskwGfYPst2Cb_3foo16example_function", "foo::example_function")]
    [InlineData("_RNCNvCs1234_3app3run0B3_", "app::run::{closure#0}")]
    [InlineData("_RNCNvCs1234_3app3run0", "app::run::{closure#0}")]
    [InlineData("_RNCNvCs1234_3app3runs_0", "app::run::{closure#1}")]
    [InlineData("_RNCNCNvCs1234_3app3run00", "app::run::{closure#0}::{closure#0}")]
    [InlineData("_RINvNtCs1234_4core3mem4swapmE", "core::mem::swap::<u32>")]
    [InlineData("_RNvMNtCs1234_3app5queueNtB2_5Queue4push", "<app::queue::Queue>::push")]
    [InlineData("_RNvXNtCs1234_3app5queueNtB2_5QueueNtNtCs5_4core4drop4Drop4drop", "<app::queue::Queue as core::drop::Drop>::drop")]
    [InlineData("_RINvCs1_1a1fAhj8_TlRSeEFEuE", "a::f::<[u8; 8], (i32, &[str]), fn()>")]
    [InlineData("_RNvCs1234_7mycrate3foo.llvm.123", "mycrate::foo")]
    // Other languages, and symbols cut short.
    [InlineData("_ZNSt6vectorIiSaIiEE9push_backEOi", null)]
    [InlineData("_ZN3foo3barEv", null)]
    [InlineData("_RNvCs1234_7mycrate99foo", null)]
    [InlineData("_RNvB", null)]
    [InlineData("_R", null)]
    [InlineData("_ZN", null)]
    [InlineData("main", null)]
    [InlineData("_Rb_tree_insert", null)]
    public void Symbols_become_paths(string symbol, string? path) => Assert.Equal(path ?? symbol, RustMangling.Demangle(symbol));

    [Fact]
    public void Back_references_may_multiply()
    {
        // Each tuple holds two of the one before.
        var symbol = "_RINvC1a1fTuuE" + string.Concat(Enumerable.Repeat("TB8_B8_E", 60)) + "E";
        Assert.NotNull(RustMangling.Demangle(symbol));
        Assert.NotNull(RustMangling.Demangle("_R" + new string('N', 100_000)));
    }

    [Fact]
    public void Frames_are_named_by_paths() =>
        Assert.Equal(("app::run", "_RNvCs1234_3app3run+0x1f"), FrameText.Parse("_RNvCs1234_3app3run+0x1f") is var frame ? (frame.Name, frame.RawName) : default);
}
