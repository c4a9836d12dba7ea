namespace Lever.Tests.Shell;

/// <summary><c>lever explain layout</c></summary>
public class ExplainLayoutTests
{
    private const string Source = """
        use shapes::Point;

        #[repr(C)]
        pub struct Record { flag: bool, id: u64, count: u32 }
        pub struct Plain { flag: bool, id: u64, count: u32 }
        pub struct Pair<A, B = u8> { a: A, b: B }
        pub enum Event { Tick, Big([u8; 300]), Named(String) }
        pub struct Line { from: Point, to: Point }
        pub struct Odd { a: u8, thing: other::Thing }
        mod inner { pub struct Only(u8, u16); }
        mod left { pub struct Twice(u8); }
        mod right { pub struct Twice(u16); }
        """;

    private static TemporaryFolder Project()
    {
        var folder = new TemporaryFolder();
        folder.Write("Cargo.toml", "[workspace]\nmembers = ['app', 'shapes']\n");
        folder.Write("app/Cargo.toml", "[package]\nname = 'app'\nedition = '2021'\n");
        folder.Write("app/src/lib.rs", Source);
        folder.Write("shapes/Cargo.toml", "[package]\nname = 'shapes'\nedition = '2021'\n");
        folder.Write("shapes/src/lib.rs", "pub struct Point { x: f32, y: f32 }\n");
        return folder;
    }

    [Theory]
    [InlineData("app/src/lib.rs:Record", "24 bytes, aligned to 8, 11 bytes of padding")]
    [InlineData("app/src/lib.rs:Record", "A better one: 16 bytes, not 24:\n  id: u64\n  count: u32\n  flag: bool\n")]
    [InlineData("app/src/lib.rs:Record", "       1       7          (padding)\n       8       8       8  id: u64\n")]
    [InlineData("app/src/lib.rs:Plain", "16 bytes, not 24: rustc orders the fields itself")]
    [InlineData("app/src/lib.rs:Pair<u32>", "8 bytes, aligned to 4")]
    [InlineData("app/src/lib.rs:Event", "304 bytes, aligned to 8, 1 byte of it the tag")]
    [InlineData("app/src/lib.rs:Event", "Every value has room for `Big`, 300 bytes; the next largest variant, `Named`, needs 24.")]
    [InlineData("app/src/lib.rs:Option<Plain>", "16 bytes, aligned to 8")]
    [InlineData("app/src/lib.rs:Line", "16 bytes, aligned to 4")]
    [InlineData("app/src/lib.rs:Odd", "it hangs on types that no file here declares.\n  thing: other::Thing\n")]
    [InlineData("app/src/lib.rs:Only", "4 bytes, aligned to 2")]
    [InlineData("app/src/lib.rs:left::Twice", "1 byte, aligned to 1")]
    [InlineData("app:Only", "app::inner::Only  app/src/lib.rs:10")]
    public void A_type_is_explained(string place, string expected)
    {
        using var folder = Project();
        var run = CommandRun.Of(folder, "explain", "layout", place);
        Assert.Equal((0, ""), (run.Code, run.Errors));
        Assert.Contains(expected, run.Output);
    }

    [Theory]
    [InlineData("app/src/lib.rs", "`app/src/lib.rs` is not PATH:TYPE, as `src/lib.rs:Record` or `src/lib.rs:Pair<u32, String>` are")]
    [InlineData("app/src/no.rs:Record", "app/src/no.rs: no such file or folder")]
    [InlineData("app/src/lib.rs:Recrod", "app/src/lib.rs has no struct, enum or union `Recrod`; did you mean `Record`?")]
    [InlineData("app/src/lib.rs:Vec<", "`Vec<` is no Rust type")]
    [InlineData("app/src/lib.rs:Pair", "`Pair<A, B>` is generic: its layout hangs on its arguments; name them, as in `app/src/lib.rs:Pair<u64, u64>`")]
    [InlineData("app/src/lib.rs:Plain<u8>", "`Plain` takes no generic arguments")]
    [InlineData("app/src/lib.rs:Twice", "app/src/lib.rs has several types called `Twice`: app::left::Twice (app/src/lib.rs:11), app::right::Twice (app/src/lib.rs:12); name the file or the module")]
    public void What_is_wrong_is_said(string place, string expected)
    {
        using var folder = Project();
        var run = CommandRun.Of(folder, "explain", "layout", place);
        Assert.Equal((2, "", $"lever explain: {expected}\n"), (run.Code, run.Output, run.Errors));
    }

    [Fact]
    public void Nothing_follows_other_names()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(2, CommandRun.Of(folder, "explain", "tier", "x.rs:T").Code);
        Assert.Equal("lever explain: PATH:TYPE is missing, as in `lever explain layout src/lib.rs:Record`\n", CommandRun.Of(folder, "explain", "layout").Errors);
    }

    [Fact]
    public void Programs_get_json()
    {
        using var folder = Project();
        Assert.Equal(
            """{"schema":"lever.layout/1","type":"app::Record","path":"app/src/lib.rs","line":4,"size":24,"align":8,"padding":11,"in_source_order":true,"fields":[{"name":"flag","type":"bool","offset":0,"size":1,"align":1},{"name":"id","type":"u64","offset":8,"size":8,"align":8},{"name":"count","type":"u32","offset":16,"size":4,"align":4}],"size_in_source_order":24,"better":{"size":16,"order":["id","count","flag"]}}""" + "\n",
            CommandRun.Of(folder, "explain", "layout", "app/src/lib.rs:Record", "--format", "json").Output);
        var unknown = CommandRun.Of(folder, "explain", "layout", "app/src/lib.rs:Odd", "--format", "json").Json;
        Assert.Equal("thing: other::Thing", unknown.GetProperty("unknown")[0].GetString());
    }
}
