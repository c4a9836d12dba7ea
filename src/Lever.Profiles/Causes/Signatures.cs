using Lever.Profiles.Names;

namespace Lever.Profiles.Causes;

/// <summary>Which function means what. A new symbol is one word in the table.</summary>
internal static class Signatures
{
    /// <summary>
    /// Names stand for themselves; <c>*</c> at an end stands for anything. Names of Python's functions have their file before a colon, and either may be <c>*</c>.
    /// Of several that fit, the first counts.
    /// </summary>
    private static readonly Signature[] table =
    [
        Native(Cause.TakingGil, "take_gil", "drop_gil", "PyEval_RestoreThread", "PyEval_SaveThread", "PyEval_AcquireThread", "PyEval_ReleaseThread", "PyGILState_Ensure",
            "PyGILState_Release", "_PyThreadState_Attach", "_PyThreadState_Detach", "_PyEval_AcquireLock", "_PyEval_ReleaseLock", "pyo3::gil::GILGuard::acquire*",
            "pyo3::gil::SuspendGIL*", "pyo3::internal::state::AttachGuard*", "pyo3::internal::state::SuspendAttach*"),
        Native(Cause.Collecting, "gc_collect_main", "gc_collect_region", "gc_collect_young", "gc_collect_increment", "gc_collect_with_callback", "gc_collect_generations",
            "collect_with_callback", "deduce_unreachable", "visit_decref", "visit_reachable", "update_refs", "subtract_refs", "_PyGC_Collect*", "delete_garbage"),
        Native(Cause.Importing, "PyImport_ImportModuleLevelObject", "PyImport_Import", "import_find_and_load", "_imp_create_dynamic", "_PyImport_LoadDynamicModule*"),
        Native(Cause.Locking, "pthread_mutex_lock", "__pthread_mutex_lock", "___pthread_mutex_lock", "__lll_lock_wait", "lll_lock_wait", "__lll_lock_wait_private", "__pthread_rwlock_*",
            "*Mutex::lock_contended*", "*RwLock::read_contended*", "*RwLock::write_contended*", "parking_lot::raw_mutex::RawMutex::lock_slow*", "parking_lot::raw_rwlock::*_slow*",
            "std::sys::sync::mutex::*::lock*", "std::sys::*::locks::*::lock_contended*", "queued_spin_lock_slowpath", "native_queued_spin_lock_slowpath", "rwsem_down_*_slowpath",
            "__mutex_lock*"),
        Native(Cause.WaitingForWork, "std::thread::park*", "std::sync::mpsc*::recv*", "crossbeam_channel::*::recv*", "rayon_core::sleep::*", "std::thread::JoinHandle<T>::join*",
            "std::sync::poison::condvar::Condvar::wait*", "std::sync::condvar::Condvar::wait*"),
        Native(Cause.AsyncRuntime, "tokio::runtime::*", "tokio::sync::*", "tokio::task::*", "tokio::time::*", "tokio::coop::*", "tokio::loom::*", "tokio::util::*", "<tokio::*", "mio::*",
            "<futures_util::*", "futures_util::stream::futures_unordered::*", "futures_core::*", "async_executor::*", "async_io::*", "smol::*", "uvloop.loop.*", "__pyx_*6uvloop*", "uv__io_poll",
            "uv__run_*", "uv_run", "TaskStepMethWrapper*", "task_step*", "_asyncio_*", "future_schedule_callbacks", "context_run", "crossbeam_epoch::*"),
        Native(Cause.Blocking, "std::thread::sleep*", "std::net::*", "<std::net::*", "<&std::net::*", "std::fs::*", "<std::fs::*", "<&std::fs::*", "reqwest::blocking::*", "std::process::*::wait*",
            "__libc_recv", "__libc_recvfrom", "__libc_read", "__GI___libc_read", "__libc_pread64", "fsync", "fdatasync", "clock_nanosleep", "__clock_nanosleep", "nanosleep", "waitpid", "__wait4"),
        Native(Cause.Cloning, "*as core::clone::Clone>::clone*", "*as alloc::borrow::ToOwned>::to_owned*", "alloc::slice::<impl [T]>::to_vec*", "*::to_vec", "*hack::to_vec*", "*ConvertVec>::to_vec*",
            "*as alloc::string::ToString>::to_string*", "*SpecToString>::spec_to_string*", "core::clone::*", "*as core::clone::uninit::CopySpec>::*", "list_slice", "PyList_GetSlice", "PyDict_Copy",
            "dict_copy*", "list_copy*", "set_copy*"),
        Native(Cause.Freeing, "free", "__libc_free", "cfree", "__GI___libc_free", "_int_free*", "__rust_dealloc", "__rdl_dealloc", "unlink_chunk*", "malloc_consolidate", "munmap", "__munmap", "_PyObject_Free",
            "PyObject_Free", "PyMem_Free", "pymalloc_free", "_PyMem_*Free", "core::ptr::drop_in_place*", "*as core::ops::drop::Drop>::drop*", "operator delete*", "je_sdallocx*", "je_free*", "mi_free*",
            "sdallocx", "tcache_put", "*_dealloc"),
        Native(Cause.Allocating, "malloc", "__libc_malloc", "__libc_calloc", "__libc_realloc", "calloc", "realloc", "_int_malloc", "_int_realloc", "sysmalloc", "__rust_alloc*", "__rust_realloc", "__rdl_alloc*",
            "__rdl_realloc", "__rg_alloc*", "alloc::alloc::*", "alloc::raw_vec::*", "*RawVec*::grow*", "*::finish_grow*", "*::do_reserve_and_handle*", "_PyObject_Malloc", "PyObject_Malloc", "_PyObject_Realloc",
            "PyObject_Realloc", "PyMem_Malloc", "PyMem_Realloc", "_PyMem_*Malloc", "_PyMem_*Realloc", "_PyMem_*Calloc", "pymalloc_alloc", "new_arena", "operator new*", "tcache_get", "arena_get*", "checked_request2size",
            "je_malloc*", "mi_malloc*", "sbrk", "__brk", "_PyObject_Calloc", "PyObject_Calloc"),
        Native(Cause.Copying, "memcpy", "memmove", "__memcpy_*", "__memmove_*", "__mempcpy_*", "__GI_memcpy*", "__GI_memmove*", "copy_user_*", "rep_movs_alternative", "_copy_to_iter", "_copy_from_iter",
            "PyBytes_FromStringAndSize", "bytes_concat", "PyByteArray_FromStringAndSize", "bytearray_iconcat", "core::intrinsics::copy*", "core::slice::<impl [T]>::copy_from_slice*", "list_concat", "list_extend*",
            "unicode_concatenate", "PyUnicode_Append", "PyUnicode_Concat", "_PyUnicode_FastCopyCharacters*"),
        Native(Cause.MakingObjects, "PyType_GenericAlloc", "_PyType_AllocNoTrack", "_PyObject_GC_New*", "_PyObject_New*", "PyType_GenericNew", "type_call", "object_new", "object_init", "slot_tp_init", "slot_tp_new",
            "_PyObject_GC_Link", "gc_alloc", "_PyObject_InitializeDict", "init_inline_values", "new_dict*", "PyDict_New", "PyList_New", "PyTuple_New", "_PyTuple_FromArray*", "tuple_alloc", "make_new_set*",
            "PyFloat_FromDouble", "PyLong_From*", "_PyLong_New", "_PyLong_From*", "PyCell_New", "PyFunction_New*", "_PyObject_Init*"),
        Native(Cause.Converting, "pyo3::conversion*", "pyo3::conversions::*", "*as pyo3::conversion::*", "*pyo3::FromPyObject*", "*pyo3::IntoPyObject*", "*pyo3::IntoPy<*", "*pyo3::ToPyObject>*", "pyo3::types::list::*",
            "pyo3::types::string::*", "pyo3::types::dict::*", "pyo3::types::tuple::*", "pyo3::types::bytes::*", "pyo3::types::sequence::*", "pyo3::types::any::PyAny::extract*", "*as pyo3::types::any::PyAnyMethods>::extract*",
            "*as pyo3::types::*", "pythonize::*", "serde_pyobject::*", "numpy::*", "PyUnicode_FromStringAndSize", "PyUnicode_DecodeUTF8*", "PyUnicode_AsUTF8AndSize", "pyo3::instance::Py<*>::extract*",
            "pyo3::impl_::extract_argument::*"),
        Native(Cause.CountingReferences, "pyo3::gil::ReferencePool*", "pyo3::gil::register_*", "pyo3::instance::Py<*", "<pyo3::instance::*", "pyo3::ffi::*Py_INCREF*", "pyo3::ffi::*Py_DECREF*", "pyo3::gil::GILPool*"),
        Native(Cause.Crossing, "*::__pyfunction_*", "*__pymethod_*", "pyo3::impl_::*", "pyo3::callback::*", "pyo3::err::*", "pyo3::panic::*", "pyo3::gil::*", "pyo3::internal::*", "cfunction_vectorcall*", "cfunction_call", "method_vectorcall_*",
            "_PyObject_MakeTpCall", "ffi_call*"),

        Builtin(Cause.Importing, "__import__", "importlib.*", "_imp.*"),
        Builtin(Cause.Collecting, "gc.collect"),
        Builtin(Cause.Blocking, "time.sleep", "_socket.socket.*", "socket.recv*", "socket.connect", "socket.sendall", "_ssl._SSLSocket.*", "posix.read", "posix.waitpid", "posix.fsync", "_io.open", "open",
            "_io.BufferedReader.read*", "_io.TextIOWrapper.read*", "_io.FileIO.read*", "sqlite3.Cursor.*", "sqlite3.Connection.*", "select.poll.poll"),
        Builtin(Cause.Locking, "_thread.lock.acquire", "_thread.RLock.acquire", "thread.lock.acquire", "_thread.lock.__enter__", "_thread.RLock.__enter__", "_multiprocessing.SemLock.*"),
        Builtin(Cause.MakingObjects, "object.__new__", "type.__call__", "object.__init__", "__build_class__"),
        Builtin(Cause.Cloning, "list.copy", "dict.copy", "set.copy", "object.__reduce_ex__"),

        Python(Cause.Importing, "<frozen importlib._bootstrap>:*", "<frozen importlib._bootstrap_external>:*", "<frozen zipimport>:*", "importlib/_bootstrap.py:*", "importlib/_bootstrap_external.py:*"),
        Python(Cause.WaitingForWork, "queue.py:get", "threading.py:wait", "threading.py:join", "threading.py:_wait_for_tstate_lock", "concurrent/futures/thread.py:_worker", "concurrent/futures/_base.py:result",
            "concurrent/futures/_base.py:wait", "concurrent/futures/_base.py:as_completed", "multiprocessing/pool.py:*", "multiprocessing/queues.py:get", "multiprocessing/connection.py:*"),
        Python(Cause.Locking, "threading.py:acquire", "threading.py:__enter__", "filelock/_api.py:acquire", "multiprocessing/synchronize.py:*"),
        Python(Cause.Blocking, "subprocess.py:wait", "subprocess.py:_wait", "subprocess.py:_try_wait", "subprocess.py:communicate", "subprocess.py:_communicate", "http/client.py:*", "urllib/request.py:*",
            "urllib3/connectionpool.py:*", "urllib3/connection.py:*", "requests/sessions.py:*", "requests/adapters.py:*", "httpx/_transports/default.py:handle_request", "socket.py:readinto", "socket.py:create_connection",
            "ssl.py:read", "ssl.py:recv", "ssl.py:recv_into", "ssl.py:do_handshake", "smtplib.py:*", "ftplib.py:*", "pymysql/connections.py:*", "redis/connection.py:*", "redis/_parsers/socket.py:*",
            "botocore/httpsession.py:*", "pymongo/network.py:*", "django/db/backends/utils.py:*", "sqlite3/*:*"),
        Python(Cause.AsyncRuntime, "asyncio/base_events.py:*", "asyncio/events.py:*", "asyncio/tasks.py:*", "asyncio/selector_events.py:*", "asyncio/unix_events.py:*", "asyncio/futures.py:*", "asyncio/locks.py:*",
            "asyncio/queues.py:*", "asyncio/runners.py:*", "asyncio/timeouts.py:*", "asyncio/streams.py:*", "asyncio/coroutines.py:*", "asyncio/taskgroups.py:*", "asyncio/base_futures.py:*",
            "asyncio/base_tasks.py:*", "asyncio/transports.py:*", "asyncio/sslproto.py:*", "asyncio/proactor_events.py:*", "selectors.py:*", "uvloop/loop.pyx:*", "trio/_core/_run.py:*", "anyio/_backends/_asyncio.py:*", "tornado/ioloop.py:*",
            "tornado/gen.py:*", "curio/kernel.py:*"),
        Python(Cause.Cloning, "copy.py:deepcopy", "copy.py:copy", "copy.py:_deepcopy_*", "copy.py:_reconstruct", "copy.py:_keep_alive", "dataclasses.py:replace", "dataclasses.py:asdict", "dataclasses.py:_asdict_inner"),
        Python(Cause.MakingObjects, "*:__init__", "*:__new__", "*:__post_init__", "*:<attrs generated init*", "*:_make", "*:__attrs_post_init__"),

        Synthetic(Cause.Collecting, "<GC>", ":GC:", "(garbage collector)"),
    ];

    /// <summary>Functions that an event loop runs its tasks from.</summary>
    private static readonly Signature[] loops =
    [
        Native(Cause.AsyncRuntime, "tokio::runtime::scheduler::*", "tokio::runtime::task::*", "tokio::runtime::park::CachedParkThread::block_on*", "async_executor::*", "uv_run", "futures_executor::local_pool::*"),
        Python(Cause.AsyncRuntime, "asyncio/base_events.py:_run_once", "asyncio/events.py:_run", "uvloop/loop.pyx:*", "trio/_core/_run.py:*", "tornado/ioloop.py:*", "curio/kernel.py:*"),
    ];

    /// <summary>Functions of the standard library that an event loop does its bookkeeping with: called by the loop they are the loop's.</summary>
    private static readonly Signature[] helpers =
    [
        Python(Cause.AsyncRuntime, "_weakrefset.py:*", "weakref.py:*", "heapq.py:*", "enum.py:*", "inspect.py:iscoroutine*", "traceback.py:*", "linecache.py:*"),
    ];

    /// <summary>Functions below which a thread of its own may block, though a runtime started it.</summary>
    private static readonly Signature[] threadsForBlocking =
    [
        Native(Cause.Blocking, "tokio::runtime::blocking::pool::*", "tokio::runtime::blocking::task::*", "*tokio::task::block_in_place*", "blocking::*"),
        Python(Cause.Blocking, "concurrent/futures/thread.py:*", "anyio/to_thread.py:*", "asgiref/sync.py:thread_handler"),
    ];

    public static Cause? Of(ProfileFunction function) => First(table, function)?.Cause;

    public static bool IsEventLoop(ProfileFunction function) => First(loops, function) is not null;

    public static bool MayBlock(ProfileFunction function) => First(threadsForBlocking, function) is not null;

    /// <summary>Whether a function belongs to whoever of the runtime calls it.</summary>
    public static bool HelpsRuntime(ProfileFunction function) => First(helpers, function) is not null;

    /// <summary>Whether a name says on whose behalf something happens: not of a language's library, of the interpreter or of nameless code.</summary>
    public static bool Tells(ProfileFunction function) => function.Origin switch
    {
        FunctionOrigin.Python => !PythonNames.IsAnonymous(function.Name),
        FunctionOrigin.Native => function.Name.Contains("::", StringComparison.Ordinal) && !Array.Exists(libraries, library => Matches(library, function.Name)),
        _ => false,
    };

    private static readonly string[] libraries = ["core::*", "alloc::*", "std::*", "<core::*", "<alloc::*", "<std::*", "<T as*", "<I as*", "<F as*", "pyo3::*", "<pyo3::*", "hashbrown::*", "<hashbrown::*", "*::__pyfunction_*", "*__pymethod_*", "{*"];

    private static Signature? First(Signature[] signatures, ProfileFunction function) => Array.Find(signatures, signature => signature.Fits(function));

    private static Signature Native(Cause cause, params string[] names) => new(cause, FunctionOrigin.Native, names);

    private static Signature Builtin(Cause cause, params string[] names) => new(cause, FunctionOrigin.Builtin, names);

    private static Signature Python(Cause cause, params string[] names) => new(cause, FunctionOrigin.Python, names);

    private static Signature Synthetic(Cause cause, params string[] names) => new(cause, FunctionOrigin.Synthetic, names);

    private sealed record Signature(Cause Cause, FunctionOrigin Origin, string[] Names)
    {
        public bool Fits(ProfileFunction function)
        {
            var origin = function.Origin == FunctionOrigin.Kernel ? FunctionOrigin.Native : function.Origin;
            if (origin != Origin) return false;
            if (Origin == FunctionOrigin.Python) return Array.Exists(Names, pattern => FitsPython(pattern, function));
            var plain = WithoutBrackets(function.Name);
            return Array.Exists(Names, pattern => Matches(pattern, function.Name) || (plain.Length > 0 && Matches(pattern, plain)));
        }

        /// <summary><c>&lt;std::sync::Mutex>::lock</c>, as the newer mangling has methods of a type, is <c>std::sync::Mutex::lock</c>; empty for all other names.</summary>
        private static string WithoutBrackets(string name)
        {
            if (!name.StartsWith('<')) return "";
            var end = name.IndexOf(">::", StringComparison.Ordinal);
            return end < 0 || name.AsSpan(1, end - 1).ContainsAny(" <&[(") ? "" : string.Concat(name.AsSpan(1, end - 1), name.AsSpan(end + 1));
        }

        private static bool FitsPython(string pattern, ProfileFunction function)
        {
            var colon = pattern.LastIndexOf(':');
            var file = pattern[..colon];
            if (file != "*" && function.File != file && !EndsAsPath(function.File, file)) return false;
            return Matches(pattern[(colon + 1)..], PythonNames.Last(function.Name));
        }

        private static bool EndsAsPath(string path, string end) =>
            end.EndsWith("/*", StringComparison.Ordinal)
                ? path.Contains("/" + end[..^1], StringComparison.Ordinal)
                : path.Length > end.Length && path.EndsWith(end, StringComparison.Ordinal) && path[^(end.Length + 1)] == '/';
    }

    /// <summary>Whether a name is what a pattern says; <c>*</c> stands for any text, wherever it stands.</summary>
    internal static bool Matches(string pattern, string name)
    {
        int at = 0, from = 0, star = -1, kept = 0;
        while (at < name.Length)
        {
            if (from < pattern.Length && pattern[from] == '*') (star, kept) = (from++, at);
            else if (from < pattern.Length && pattern[from] == name[at]) (from, at) = (from + 1, at + 1);
            else if (star >= 0) (from, at) = (star + 1, ++kept);
            else return false;
        }
        while (from < pattern.Length && pattern[from] == '*') from++;
        return from == pattern.Length;
    }
}
