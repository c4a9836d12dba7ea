namespace Lever.Profiles.Names;

/// <summary>Functions that wait: a sample that ends in one has a thread doing nothing.</summary>
internal static class IdleFunctions
{
    public static bool Contains(ProfileFunction function) => function.Origin switch
    {
        FunctionOrigin.Python => IsPythonWait(function.Name, function.File),
        FunctionOrigin.Builtin => BuiltinWaits.Contains(function.Name),
        FunctionOrigin.Native or FunctionOrigin.Kernel => NativeWaits.Contains(function.Name),
        _ => false,
    };

    private static bool IsPythonWait(string name, string file) =>
        PythonWaits.TryGetValue(PythonNames.Last(name), out var modules)
        && modules.Any(module => file == module || file.EndsWith("/" + module, StringComparison.Ordinal));

    private static readonly Dictionary<string, string[]> PythonWaits = new()
    {
        ["wait"] = ["threading.py", "connection.py"],
        ["_wait_for_tstate_lock"] = ["threading.py"],
        ["join"] = ["threading.py"],
        ["select"] = ["selectors.py"],
        ["get"] = ["queue.py"],
        ["poll"] = ["asyncore.py", "zmq/sugar/poll.py"],
        ["_poll"] = ["connection.py"],
    };

    private static readonly HashSet<string> BuiltinWaits =
    [
        "time.sleep", "sleep", "select.select", "select", "select.epoll.poll", "epoll.poll", "select.poll.poll", "select.poll",
        "select.kqueue.control", "_thread.lock.acquire", "thread.lock.acquire", "_thread.RLock.acquire", "_thread.lock.__enter__", "_thread.RLock.__enter__", "_queue.SimpleQueue.get",
        "SimpleQueue.get", "posix.waitpid", "signal.pause", "signal.sigwait",
    ];

    private static readonly HashSet<string> NativeWaits =
    [
        "epoll_wait", "epoll_pwait", "__epoll_wait", "do_epoll_wait", "poll", "__poll", "ppoll", "__select", "select", "pselect",
        "nanosleep", "__nanosleep", "clock_nanosleep", "__clock_nanosleep", "pthread_cond_wait", "pthread_cond_timedwait",
        "__pthread_cond_wait", "__pthread_cond_timedwait", "__futex_abstimed_wait_common", "futex_wait", "do_futex", "kevent",
        "sem_wait", "__sem_wait", "accept4", "std::thread::sleep", "std::thread::park",
    ];
}
