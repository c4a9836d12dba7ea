// Types of the standard library with fields of the same sizes, alignments and niches as theirs; names of fields mean nothing.
// `#[niches(n)]`: n patterns of the first scalar are no values. `#[hides_niches]`: enums may not use the niches of the fields.

mod prelude {
    pub use crate::boxed::Box;
    pub use crate::option::Option;
    pub use crate::result::Result;
    pub use crate::string::String;
    pub use crate::vec::Vec;
}

mod raw {
    #[niches(9223372036854775808)]
    pub struct Cap(usize);
    #[niches(3294967296)]
    pub struct Nanoseconds(u32);
    #[niches(1)]
    pub struct Descriptor(i32);
    pub struct RawVec<T> { pointer: crate::ptr::NonNull<T>, cap: Cap }
    pub struct RawTable { control: crate::ptr::NonNull<u8>, mask: usize, growth: usize, items: usize }
    pub struct List { head: Option<crate::ptr::NonNull<u8>>, tail: Option<crate::ptr::NonNull<u8>>, len: usize }
}

mod option { pub enum Option<T> { None, Some(T) } }
mod result { pub enum Result<T, E> { Ok(T), Err(E) } }

mod ptr {
    #[niches(1)]
    pub struct NonNull<T: ?Sized>(*const T);
}

mod mem {
    pub struct ManuallyDrop<T: ?Sized>(T);
    pub union MaybeUninit<T> { uninit: (), value: T }
    pub struct Discriminant<T>(isize);
}

mod marker {
    pub struct PhantomData<T: ?Sized>;
    pub struct PhantomPinned;
}

mod alloc {
    pub struct Global;
    pub struct System;
    #[niches(18446744073709551552)]
    pub struct Alignment(usize);
    pub struct Layout { size: usize, align: Alignment }
}

mod boxed { pub struct Box<T: ?Sized, A = crate::alloc::Global>(crate::ptr::NonNull<T>, A); }
mod rc {
    pub struct Rc<T: ?Sized, A = crate::alloc::Global>(crate::ptr::NonNull<T>, A);
    pub struct Weak<T: ?Sized, A = crate::alloc::Global>(crate::ptr::NonNull<T>, A);
}
mod vec {
    pub struct Vec<T, A = crate::alloc::Global> { buffer: crate::raw::RawVec<T>, len: usize, alloc: A }
    pub struct IntoIter<T, A = crate::alloc::Global> { buffer: crate::ptr::NonNull<T>, cap: usize, at: crate::ptr::NonNull<T>, end: *const T, alloc: A }
    pub struct Drain<'a, T> { start: usize, len: usize, iter: crate::slice::Iter<'a, T>, vec: crate::ptr::NonNull<T> }
}
mod string { pub struct String { vec: Vec<u8> } pub struct FromUtf8Error { bytes: Vec<u8>, error: crate::str::Utf8Error } }

mod str {
    pub struct Utf8Error { valid: usize, len: Option<u8> }
    pub struct Chars<'a>(crate::slice::Iter<'a, u8>);
    pub struct CharIndices<'a> { front: usize, chars: Chars<'a> }
    pub struct Bytes<'a>(crate::slice::Iter<'a, u8>);
}

mod slice {
    pub struct Iter<'a, T> { at: crate::ptr::NonNull<T>, end: *const T }
    pub struct IterMut<'a, T> { at: crate::ptr::NonNull<T>, end: *mut T }
    pub struct Chunks<'a, T> { rest: &'a [T], size: usize }
    pub struct ChunksExact<'a, T> { rest: &'a [T], tail: &'a [T], size: usize }
    pub struct Windows<'a, T> { rest: &'a [T], size: crate::num::NonZeroUsize }
}

mod borrow {
    pub enum Cow<'a, B: ?Sized> { Borrowed(&'a B), Owned(OwnedForm<B>) }
    pub type OwnedForm<B: ?Sized> = B;
}

mod collections {
    pub use self::hash_map::HashMap;
    pub use self::hash_set::HashSet;
    pub use self::btree_map::BTreeMap;
    pub use self::btree_set::BTreeSet;
    pub use self::vec_deque::VecDeque;
    pub use self::binary_heap::BinaryHeap;
    pub use self::linked_list::LinkedList;
    mod hash_map {
        pub use crate::hash::{DefaultHasher, RandomState};
        pub struct HashMap<K, V, S = RandomState> { table: crate::raw::RawTable, hasher: S }
    }
    mod hash_set { pub struct HashSet<T, S = crate::hash::RandomState> { table: crate::raw::RawTable, hasher: S } }
    mod btree_map { pub struct BTreeMap<K, V> { root: Option<(crate::ptr::NonNull<u8>, usize)>, len: usize } }
    mod btree_set { pub struct BTreeSet<T> { map: super::btree_map::BTreeMap<T, ()> } }
    mod vec_deque { pub struct VecDeque<T> { head: usize, len: usize, buffer: crate::raw::RawVec<T> } }
    mod binary_heap { pub struct BinaryHeap<T> { data: Vec<T> } }
    mod linked_list { pub struct LinkedList<T> { list: crate::raw::List } }
}

mod hash {
    pub struct RandomState { k0: u64, k1: u64 }
    pub struct BuildHasherDefault<H>;
    pub struct DefaultHasher { state: [u64; 8], ntail: usize }
}

mod cell {
    #[hides_niches]
    pub struct UnsafeCell<T: ?Sized>(T);
    pub struct Cell<T: ?Sized> { value: UnsafeCell<T> }
    pub struct RefCell<T: ?Sized> { borrow: Cell<isize>, value: UnsafeCell<T> }
    pub struct OnceCell<T> { inner: UnsafeCell<Option<T>> }
    pub struct Ref<'b, T: ?Sized> { value: crate::ptr::NonNull<T>, borrow: &'b usize }
    pub struct RefMut<'b, T: ?Sized> { value: crate::ptr::NonNull<T>, borrow: &'b usize }
}

mod sync {
    pub use self::poison::{Mutex, MutexGuard, Once, RwLock, RwLockReadGuard, RwLockWriteGuard};
    pub struct Arc<T: ?Sized, A = crate::alloc::Global>(crate::ptr::NonNull<T>, A);
    pub struct Weak<T: ?Sized, A = crate::alloc::Global>(crate::ptr::NonNull<T>, A);
    pub struct Condvar { futex: atomic::AtomicU32 }
    pub struct OnceLock<T> { once: Once, value: crate::cell::UnsafeCell<crate::mem::MaybeUninit<T>> }
    pub struct Barrier { lock: Mutex<(usize, usize)>, cvar: Condvar, threads: usize }
    mod poison {
        pub struct Once { state: crate::sync::atomic::AtomicU32 }
        pub struct Mutex<T: ?Sized> { inner: crate::sync::atomic::AtomicU32, poison: crate::sync::atomic::AtomicBool, data: crate::cell::UnsafeCell<T> }
        pub struct RwLock<T: ?Sized> { state: crate::sync::atomic::AtomicU32, notify: crate::sync::atomic::AtomicU32, poison: crate::sync::atomic::AtomicBool, data: crate::cell::UnsafeCell<T> }
        pub struct MutexGuard<'a, T: ?Sized> { lock: &'a Mutex<T>, panicking: bool }
        pub struct RwLockReadGuard<'a, T: ?Sized> { data: crate::ptr::NonNull<T>, lock: &'a u64 }
        pub struct RwLockWriteGuard<'a, T: ?Sized> { lock: &'a RwLock<T>, panicking: bool }
    }
    mod atomic {
        #[hides_niches] pub struct AtomicBool(u8);
        #[hides_niches] pub struct AtomicU8(u8);
        #[hides_niches] pub struct AtomicI8(i8);
        #[hides_niches] pub struct AtomicU16(u16);
        #[hides_niches] pub struct AtomicI16(i16);
        #[hides_niches] pub struct AtomicU32(u32);
        #[hides_niches] pub struct AtomicI32(i32);
        #[hides_niches] pub struct AtomicU64(u64);
        #[hides_niches] pub struct AtomicI64(i64);
        #[hides_niches] pub struct AtomicUsize(usize);
        #[hides_niches] pub struct AtomicIsize(isize);
        #[hides_niches] pub struct AtomicPtr<T>(*mut T);
        pub enum Ordering { Relaxed, Release, Acquire, AcqRel, SeqCst }
    }
    mod mpsc {
        pub enum Flavor { Array(crate::ptr::NonNull<u8>), List(crate::ptr::NonNull<u8>), Zero(crate::ptr::NonNull<u8>) }
        pub struct Sender<T>(Flavor);
        pub struct SyncSender<T>(Flavor);
        pub struct Receiver<T>(Flavor);
        pub struct SendError<T>(T);
        pub struct RecvError;
        pub enum TryRecvError { Empty, Disconnected }
        pub enum RecvTimeoutError { Timeout, Disconnected }
        pub enum TrySendError<T> { Full(T), Disconnected(T) }
    }
}

mod num {
    #[niches(1)] pub struct NonZero<T>(T);
    pub type NonZeroU8 = NonZero<u8>;
    pub type NonZeroI8 = NonZero<i8>;
    pub type NonZeroU16 = NonZero<u16>;
    pub type NonZeroI16 = NonZero<i16>;
    pub type NonZeroU32 = NonZero<u32>;
    pub type NonZeroI32 = NonZero<i32>;
    pub type NonZeroU64 = NonZero<u64>;
    pub type NonZeroI64 = NonZero<i64>;
    pub type NonZeroU128 = NonZero<u128>;
    pub type NonZeroI128 = NonZero<i128>;
    pub type NonZeroUsize = NonZero<usize>;
    pub type NonZeroIsize = NonZero<isize>;
    pub struct Wrapping<T>(T);
    pub struct Saturating<T>(T);
    pub enum IntErrorKind { Empty, InvalidDigit, PosOverflow, NegOverflow, Zero }
    pub struct ParseIntError { kind: IntErrorKind }
    pub enum FloatErrorKind { Empty, Invalid }
    pub struct ParseFloatError { kind: FloatErrorKind }
    pub struct TryFromIntError(());
    pub enum FpCategory { Nan, Infinite, Zero, Subnormal, Normal }
}

mod cmp {
    #[repr(i8)]
    pub enum Ordering { Less = -1, Equal = 0, Greater = 1 }
    pub struct Reverse<T>(T);
}

mod ops {
    pub struct Range<T> { start: T, end: T }
    pub struct RangeInclusive<T> { start: T, end: T, exhausted: bool }
    pub struct RangeFrom<T> { start: T }
    pub struct RangeTo<T> { end: T }
    pub struct RangeToInclusive<T> { end: T }
    pub struct RangeFull;
    pub enum Bound<T> { Included(T), Excluded(T), Unbounded }
    pub enum ControlFlow<B, C = ()> { Continue(C), Break(B) }
}

mod pin { pub struct Pin<P>(P); }
mod task {
    pub enum Poll<T> { Ready(T), Pending }
    pub struct Waker { data: *const (), table: &'static u8 }
    pub struct RawWaker { data: *const (), table: &'static u8 }
}

mod time {
    pub struct Duration { secs: u64, nanos: crate::raw::Nanoseconds }
    pub struct Instant { secs: i64, nanos: crate::raw::Nanoseconds }
    pub struct SystemTime { secs: i64, nanos: crate::raw::Nanoseconds }
    pub struct SystemTimeError(Duration);
}

mod convert { pub enum Infallible {} }
mod any { pub struct TypeId([*const (); 2]); }

mod path {
    pub struct Path { inner: crate::ffi::OsStr }
    pub struct PathBuf { inner: crate::ffi::OsString }
    pub struct StripPrefixError(());
}

mod ffi {
    pub struct OsStr { inner: [u8] }
    pub struct OsString { inner: Vec<u8> }
    pub struct CStr { inner: [u8] }
    pub struct CString { inner: Box<[u8]> }
    pub struct NulError(usize, Vec<u8>);
    #[repr(u8)]
    pub enum c_void { A, B }
    pub type c_char = i8;
    pub type c_schar = i8;
    pub type c_uchar = u8;
    pub type c_short = i16;
    pub type c_ushort = u16;
    pub type c_int = i32;
    pub type c_uint = u32;
    pub type c_long = i64;
    pub type c_ulong = u64;
    pub type c_longlong = i64;
    pub type c_ulonglong = u64;
    pub type c_float = f32;
    pub type c_double = f64;
}

mod os {
    mod raw { pub use crate::ffi::*; }
    mod fd { pub struct OwnedFd { fd: crate::raw::Descriptor } pub struct BorrowedFd<'a> { fd: crate::raw::Descriptor } pub type RawFd = i32; }
    mod unix {
        mod io { pub use crate::os::fd::*; }
        mod net { pub struct UnixStream(crate::raw::Descriptor); pub struct UnixListener(crate::raw::Descriptor); pub struct UnixDatagram(crate::raw::Descriptor); }
    }
}

mod fmt {
    pub struct Error;
    pub type Result = crate::result::Result<(), Error>;
    pub enum Alignment { Left, Right, Center }
}

mod error { }

mod io {
    pub struct Error { repr: crate::ptr::NonNull<()> }
    pub type Result<T> = crate::result::Result<T, Error>;
    pub struct Cursor<T> { pos: u64, inner: T }
    pub struct Empty;
    pub struct Sink;
    pub struct Repeat { byte: u8 }
    pub struct Take<T> { inner: T, len: u64, limit: u64 }
    pub struct Chain<T, U> { first: T, second: U, done: bool }
    pub struct Lines<B> { buf: B }
    pub struct Buffer { buf: Box<[u8]>, pos: usize, filled: usize, initialized: usize }
    pub struct BufReader<R: ?Sized> { buf: Buffer, inner: R }
    pub struct BufWriter<W: ?Sized> { buf: Vec<u8>, panicked: bool, inner: W }
    pub struct LineWriter<W: ?Sized> { inner: BufWriter<W> }
    pub struct Stdin { inner: &'static u8 }
    pub struct Stdout { inner: &'static u8 }
    pub struct Stderr { inner: &'static u8 }
    pub enum SeekFrom { Start(u64), End(i64), Current(i64) }
    pub struct IoSlice<'a>(*const u8, usize);
}

mod fs {
    pub struct File { fd: crate::raw::Descriptor }
}

mod net {
    pub struct Ipv4Addr { octets: [u8; 4] }
    pub struct Ipv6Addr { octets: [u8; 16] }
    pub enum IpAddr { V4(Ipv4Addr), V6(Ipv6Addr) }
    pub struct SocketAddrV4 { ip: Ipv4Addr, port: u16 }
    pub struct SocketAddrV6 { ip: Ipv6Addr, port: u16, flow: u32, scope: u32 }
    pub enum SocketAddr { V4(SocketAddrV4), V6(SocketAddrV6) }
    pub struct TcpStream(crate::raw::Descriptor);
    pub struct TcpListener(crate::raw::Descriptor);
    pub struct UdpSocket(crate::raw::Descriptor);
    pub enum Shutdown { Read, Write, Both }
}

mod process {
    pub struct ExitStatus(i32);
    pub struct Output { status: ExitStatus, stdout: Vec<u8>, stderr: Vec<u8> }
}

mod thread {
    pub struct ThreadId(crate::num::NonZero<u64>);
    pub struct Thread(crate::ptr::NonNull<u8>);
    pub struct JoinHandle<T> { native: u64, thread: crate::ptr::NonNull<u8>, packet: crate::ptr::NonNull<u8> }
}

mod iter {
    pub struct Enumerate<I> { iter: I, count: usize }
    pub struct Rev<T> { iter: T }
    pub struct Skip<I> { iter: I, n: usize }
    pub struct Take<I> { iter: I, n: usize }
    pub struct Copied<I> { it: I }
    pub struct Cloned<I> { it: I }
    pub struct Fuse<I> { iter: Option<I> }
}
