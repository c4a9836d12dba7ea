using System.Runtime.InteropServices;

namespace Lever.Running;

/// <summary>The calls of Linux that .NET has no name for. Constants are those of the x86-64 and AArch64 kernels' interface.</summary>
internal static class LinuxCalls
{
    public const int SignalKill = 9;
    public const int NoHang = 1;
    public const int Interrupted = 4;
    public const int NoSuchProcess = 3;
    public const int OpenReadOnly = 0;
    public const int OpenReadWrite = 2;
    public const int OpenNonBlocking = 0x800;
    public const int OpenNotAsTerminal = 0x100;
    public const int OpenCloseOnExec = 0x80000;
    public const short PollIn = 1;

    private const int SeekSet = 0;
    private const int SeekEnd = 2;
    private const int SetChildSubreaper = 36;
    private const long PidfdOpen = 434;
    private const int SpawnSetSignalDefaults = 0x04;
    private const int SpawnSetSignalMask = 0x08;
    private const int SpawnSetSession = 0x80;

    /// <summary>More than any libc's <c>posix_spawnattr_t</c> (336 bytes in glibc) and <c>sigset_t</c> (128).</summary>
    private const int Ample = 1024;

    /// <summary>
    /// Orphans among the descendants of this process become its children, however they went into the background.
    /// </summary>
    public static bool BecomeSubreaper() => prctl(SetChildSubreaper, 1, 0, 0, 0) == 0;

    /// <summary>A descriptor that polls as readable once the process has ended; negative where the kernel (before 5.3) has none.</summary>
    public static int OpenProcess(int process) => (int)syscall(PidfdOpen, process, 0);

    /// <summary>CPU time of all threads of another process, by its CPU-time clock (clock_getcpuclockid(3)); null where it is gone.</summary>
    public static TimeSpan? ProcessorTimeOf(int process)
    {
        Span<long> time = stackalloc long[2];
        return clock_gettime((~process << 3) | 2, ref time[0]) == 0 ? TimeSpan.FromTicks(time[0] * TimeSpan.TicksPerSecond + time[1] / 100) : null;
    }

    /// <summary>Starts a program in a session of its own, with no signal blocked or ignored. It inherits descriptors 0, 1 and 2.</summary>
    /// <returns>Its process, or null and the error's number.</returns>
    public static (int? Process, int Error) Spawn(string program, IReadOnlyList<string> arguments, IReadOnlyList<string> environment)
    {
        var attributes = Marshal.AllocHGlobal(Ample);
        var signals = Marshal.AllocHGlobal(Ample);
        var (argumentBlock, argumentTexts) = Block(arguments);
        var (environmentBlock, environmentTexts) = Block(environment);
        try
        {
            _ = posix_spawnattr_init(attributes);
            _ = sigfillset(signals);
            _ = posix_spawnattr_setsigdefault(attributes, signals);
            _ = sigemptyset(signals);
            _ = posix_spawnattr_setsigmask(attributes, signals);
            _ = posix_spawnattr_setflags(attributes, SpawnSetSignalDefaults | SpawnSetSignalMask | SpawnSetSession);
            var error = posix_spawn(out var process, program, 0, attributes, argumentBlock, environmentBlock);
            _ = posix_spawnattr_destroy(attributes);
            return error == 0 ? (process, 0) : (null, error);
        }
        finally
        {
            foreach (var text in (nint[])[.. argumentTexts, .. environmentTexts]) Marshal.FreeCoTaskMem(text);
            foreach (var block in (nint[])[attributes, signals, argumentBlock, environmentBlock]) Marshal.FreeHGlobal(block);
        }
    }

    /// <summary>Reaps a child that has ended.</summary>
    /// <param name="process">-1: any child.</param>
    /// <returns>The child, 0 where none has ended (with <see cref="NoHang"/>), -1 where there is none.</returns>
    public static int Reap(int process, int options, out int status, out ResourceUsage usage)
    {
        Span<long> figures = stackalloc long[18];
        int reaped;
        do reaped = wait4(process, out status, options, ref figures[0]);
        while (reaped == -1 && Marshal.GetLastPInvokeError() == Interrupted);
        usage = new ResourceUsage(Time(figures[0], figures[1]), Time(figures[2], figures[3]), figures[4] * 1024);
        return reaped;

        static TimeSpan Time(long seconds, long microseconds) => TimeSpan.FromTicks(seconds * TimeSpan.TicksPerSecond + microseconds * 10);
    }

    public static int Kill(int process, int signal) => kill(process, signal);

    /// <summary>Leaves the process group, so that an interruption typed at the terminal goes to the others only.</summary>
    public static void OwnGroup() => _ = setpgid(0, 0);

    /// <summary>
    /// Descriptors 0, 1 and 2 lead nowhere from here on, and so do the copies of them that a runtime keeps, so that their other ends
    /// see when the child closes its own.
    /// </summary>
    public static void ReleaseStandardStreams()
    {
        var streams = Enumerable.Range(0, 3).Select(LinkOf).Where(link => link.StartsWith("pipe:", StringComparison.Ordinal)).ToHashSet();
        var nowhere = open("/dev/null", OpenReadWrite | OpenCloseOnExec, 0);
        foreach (var entry in Directory.GetFiles("/proc/self/fd"))
            if (int.TryParse(Path.GetFileName(entry), out var descriptor) && (descriptor <= 2 || streams.Contains(LinkOf(descriptor)))) _ = dup2(nowhere, descriptor);

        static string LinkOf(int descriptor) => new FileInfo($"/proc/self/fd/{descriptor}").LinkTarget ?? "";
    }

    public static int Open(string path, int flags) => open(path, flags, 0);

    /// <summary>Is a pipe, opened without waiting, held open for writing by nobody?</summary>
    public static bool IsAbandoned(int pipe)
    {
        byte one = 0;
        return read(pipe, ref one, 1) == 0;
    }

    /// <returns>How many bytes there were; 0 at the end, negative where it failed.</returns>
    public static int Read(int descriptor, Span<byte> buffer) => (int)read(descriptor, ref MemoryMarshal.GetReference(buffer), buffer.Length);

    /// <summary>The length of an open file in bytes, after which it stands at its start again; negative for what has none, such as a pipe.</summary>
    public static long Length(int descriptor)
    {
        var end = lseek(descriptor, 0, SeekEnd);
        return end > 0 && lseek(descriptor, 0, SeekSet) < 0 ? -1 : end;
    }

    public static bool WriteLine(int descriptor)
    {
        var end = (byte)'\n';
        return write(descriptor, ref end, 1) == 1;
    }

    public static void Close(int descriptor) => _ = close(descriptor);

    public static bool MakePipe(string path) => mkfifo(path, 0x180) == 0;

    /// <summary>Waits until one of two descriptors has news; a negative one has none.</summary>
    /// <returns>Which have.</returns>
    public static (bool First, bool Second) Poll(int first, int second, TimeSpan timeout)
    {
        Span<PollEntry> entries = [new(first, PollIn, 0), new(second, PollIn, 0)];
        // A little more than asked for, so that a deadline has passed when this returns for it.
        var milliseconds = (int)Math.Clamp(Math.Ceiling(timeout.TotalMilliseconds), 0, int.MaxValue);
        return poll(ref entries[0], 2, milliseconds) <= 0 ? (false, false) : (entries[0].Returned != 0, entries[1].Returned != 0);
    }

    private static (nint Block, nint[] Texts) Block(IReadOnlyList<string> texts)
    {
        nint[] pointers = [.. texts.Select(Marshal.StringToCoTaskMemUTF8)];
        var block = Marshal.AllocHGlobal((pointers.Length + 1) * nint.Size);
        Marshal.Copy(pointers, 0, block, pointers.Length);
        Marshal.WriteIntPtr(block, pointers.Length * nint.Size, 0);
        return (block, pointers);
    }

    private readonly record struct PollEntry(int Descriptor, short Wanted, short Returned);

    [DllImport("libc", SetLastError = true)]
    private static extern int prctl(int option, long first, long second, long third, long fourth);

    [DllImport("libc", SetLastError = true)]
    private static extern long syscall(long number, long first, long second);

    [DllImport("libc", SetLastError = true)]
    private static extern int clock_gettime(int clock, ref long time);

    [DllImport("libc", SetLastError = true)]
    private static extern int wait4(int process, out int status, int options, ref long usage);

    [DllImport("libc", SetLastError = true)]
    private static extern int kill(int process, int signal);

    [DllImport("libc", SetLastError = true)]
    private static extern int setpgid(int process, int group);

    [DllImport("libc", SetLastError = true)]
    private static extern int open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, int mode);

    [DllImport("libc", SetLastError = true)]
    private static extern nint read(int descriptor, ref byte buffer, nint count);

    [DllImport("libc", SetLastError = true)]
    private static extern long lseek(int descriptor, long offset, int whence);

    [DllImport("libc", SetLastError = true)]
    private static extern nint write(int descriptor, ref byte buffer, nint count);

    [DllImport("libc", SetLastError = true)]
    private static extern int close(int descriptor);

    [DllImport("libc", SetLastError = true)]
    private static extern int dup2(int from, int to);

    [DllImport("libc", SetLastError = true)]
    private static extern int mkfifo([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int mode);

    [DllImport("libc", SetLastError = true)]
    private static extern int poll(ref PollEntry entries, nint count, int timeout);

    [DllImport("libc")]
    private static extern int sigfillset(nint set);

    [DllImport("libc")]
    private static extern int sigemptyset(nint set);

    [DllImport("libc")]
    private static extern int posix_spawnattr_init(nint attributes);

    [DllImport("libc")]
    private static extern int posix_spawnattr_destroy(nint attributes);

    [DllImport("libc")]
    private static extern int posix_spawnattr_setflags(nint attributes, short flags);

    [DllImport("libc")]
    private static extern int posix_spawnattr_setsigdefault(nint attributes, nint set);

    [DllImport("libc")]
    private static extern int posix_spawnattr_setsigmask(nint attributes, nint set);

    [DllImport("libc")]
    private static extern int posix_spawn(
        out int process, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, nint fileActions, nint attributes, nint arguments, nint environment);
}

/// <summary>What a reaped process and the descendants that it had reaped used (getrusage(2)).</summary>
/// <param name="PeakBytes">The largest resident set of any one of them.</param>
internal readonly record struct ResourceUsage(TimeSpan User, TimeSpan System, long PeakBytes);
