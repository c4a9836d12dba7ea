using Lever.Profiles;
using Lever.Profiles.Names;

namespace Lever.Tests.Profiles;

public class FrameTextTests
{
    [Theory]
    [InlineData("fib (workload.py:12)", "fib", "workload.py", 12)]
    [InlineData("<lambda> (pkg/a.py:3)", "<lambda>", "pkg/a.py", 3)]
    [InlineData("fib (workload.py)", "fib", "workload.py", 0)]
    [InlineData("run (<string>:1)", "run", "<string>", 1)]
    [InlineData("find (<frozen importlib._bootstrap>:99)", "find", "<frozen importlib._bootstrap>", 99)]
    [InlineData(@"fib (C:\app\w.py:12)", "fib", "C:/app/w.py", 12)]
    [InlineData("/srv/app/w.py:fib:12", "fib", "/srv/app/w.py", 12)]
    [InlineData(@"C:\app\w.py:fib:12", "fib", "C:/app/w.py", 12)]
    [InlineData("w.py:Cls.fib:-1", "Cls.fib", "w.py", 0)]
    [InlineData("<frozen runpy>:_run_code:88", "_run_code", "<frozen runpy>", 88)]
    [InlineData("fib (/srv/w.py);L12", "fib", "/srv/w.py", 12)]
    [InlineData("py::Cls.fib:/srv/w.py", "Cls.fib", "/srv/w.py", 0)]
    [InlineData(@"py::fib:C:\app\w.py", "fib", "C:/app/w.py", 0)]
    [InlineData("pkg/w.py:12 - fib", "fib", "pkg/w.py", 12)]
    public void Python_frames(string text, string name, string file, int line) =>
        Assert.Equal(new FrameName(name, file, line, FunctionOrigin.Python, "", name), FrameText.Parse(text));

    [Theory]
    [InlineData("do_syscall_64_[k]", "do_syscall_64", "", FunctionOrigin.Kernel)]
    [InlineData("alloc::vec::Vec<T>::push_[i]", "alloc::vec::Vec<T>::push", "", FunctionOrigin.Native)]
    [InlineData("libc.so.6`malloc+0x1f", "malloc", "libc.so.6", FunctionOrigin.Native)]
    [InlineData("pyo3::gil::with_gil (libfast.so)", "pyo3::gil::with_gil", "libfast.so", FunctionOrigin.Native)]
    [InlineData("operator new (unsigned long)", "operator new (unsigned long)", "", FunctionOrigin.Native)]
    [InlineData("foo(int, char)", "foo(int, char)", "", FunctionOrigin.Native)]
    [InlineData("<T as core::fmt::Debug>::fmt", "<T as core::fmt::Debug>::fmt", "", FunctionOrigin.Native)]
    [InlineData(":GC:", ":GC:", "", FunctionOrigin.Synthetic)]
    [InlineData("[unknown]", "[unknown]", "", FunctionOrigin.Synthetic)]
    [InlineData("", "", "", FunctionOrigin.Synthetic)]
    public void Symbols(string text, string name, string module, FunctionOrigin origin)
    {
        var frame = FrameText.Parse(text);
        Assert.Equal((name, module, origin, 0), (frame.Name, frame.Module, frame.Origin, frame.Line));
    }

    [Fact]
    public void A_native_frame_keeps_its_source() =>
        Assert.Equal(("serde::de", "src/de.rs", 45), FrameText.Parse("serde::de (src/de.rs:45)") is var f ? (f.Name, f.File, f.Line) : default);

    [Theory]
    [InlineData(@"pkg\a.py", "pkg/a.py")]
    [InlineData("./pkg//a.py", "pkg/a.py")]
    [InlineData("file:///srv/a.py", "/srv/a.py")]
    [InlineData("pkg/__pycache__/a.cpython-312.pyc", "pkg/a.py")]
    [InlineData("a.pyc", "a.py")]
    [InlineData("<string>", "<string>")]
    public void Paths_have_one_form(string path, string normal) => Assert.Equal(normal, PathText.Normalize(path));

    [Theory]
    [InlineData("Tree.walk", "walk")]
    [InlineData("f.<locals>.g", "g")]
    [InlineData("f.<locals>.<lambda>", "<lambda>")]
    [InlineData("<lambda>", "<lambda>")]
    [InlineData("<attrs generated init x.Y>", "<attrs generated init x.Y>")]
    public void The_last_part_of_a_name(string name, string last) => Assert.Equal(last, PythonNames.Last(name));
}
