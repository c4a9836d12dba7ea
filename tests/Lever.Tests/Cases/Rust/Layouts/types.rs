// Types of many shapes, for which sizes.txt holds what rustc 1.95 said of size and alignment.
#![allow(dead_code,unused,non_camel_case_types)]
use std::rc::Rc; use std::sync::*; use std::cell::*; use std::collections::*; use std::sync::atomic::{AtomicBool,AtomicU64,AtomicPtr}; use std::num::{NonZeroU8,NonZeroU32,NonZeroU64}; use std::time::*; use std::borrow::Cow;
pub enum W<T>{A(T),B,C}
pub enum V<T>{A(T),B(u32),C}
pub enum X<T>{A(T),B(u8,u16),C(T)}
pub enum Y<T>{A(u8,T),B,C(bool)}
pub enum Z<T>{A{a:T,b:T},B,C(bool),D(u64)}
pub struct P<T>{a:u8,b:T,c:bool}
#[repr(C)] pub struct Q<T>{a:u8,b:T,c:u16}
#[repr(C,packed(2))] pub struct PK<T>{a:u8,b:T,c:u16}
#[repr(packed)] pub struct PA<T>{a:u8,b:T,c:u16}
#[repr(align(32))] pub struct AL<T>(T,u8);
#[repr(C)] pub enum CE<T>{A(T),B(u8)}
#[repr(u8)] pub enum UE<T>{A(T,u8),B(u8)}
#[repr(C,u8)] pub enum CU<T>{A(T,u8),B(u8)}
pub union UN<T>{a:std::mem::ManuallyDrop<T>,b:u16}
pub enum E0{} pub enum E1{A} pub enum E2{A,B} pub enum EN{A=-1,B=300} pub enum EB{A=1,B=255} pub enum EX{A=70000,B}
pub enum U1{A(std::convert::Infallible),B} pub enum U2{A(std::convert::Infallible,u64),B(u8)}
pub enum N1{A(bool,u32),B(u16),C(u8,u8,u8)}
pub enum N2{A(E2,u64),B(u32),C(u16,u32)} pub enum N3{A(String),B(Option<bool>),C(N1),D}
pub struct UNS<T:?Sized>{a:u8,b:u32,c:T} pub struct SS{a:u8,b:u16,c:u8,d:u64,e:bool}
pub const K: usize = 3*4+(1<<3); pub struct CG<T,const N:usize>([T;N]); pub struct CC([u8;K],[u16;K-1],[u8;u8::MAX as usize]);
pub struct GD<T=u16,U=Vec<T>>(T,U); type AL2<T>=(T,u8); pub struct AA(AL2<AL2<u32>>);
pub struct T1(u8);
pub struct T2(i8);
pub struct T3(bool);
pub struct T4(char);
pub struct T5(u16);
pub struct T6(u32);
pub struct T7(f64);
pub struct T8(usize);
pub struct T9(u128);
pub struct T10(&'static u8);
pub struct T11(&'static str);
pub struct T12(&'static [u8]);
pub struct T13(*const u8);
pub struct T14(*mut [u8]);
pub struct T15(*const (dyn Fn()+'static));
pub struct T16(&'static dyn Fn());
pub struct T17(fn());
pub struct T18(Box<u8>);
pub struct T19(Box<[u8]>);
pub struct T20(Box<dyn Fn()>);
pub struct T21(Rc<str>);
pub struct T22(Arc<u8>);
pub struct T23(Arc<dyn Fn()>);
pub struct T24(std::rc::Weak<u8>);
pub struct T25(std::sync::Weak<u8>);
pub struct T26(String);
pub struct T27(Vec<u8>);
pub struct T28(VecDeque<u8>);
pub struct T29(HashMap<u8,u8>);
pub struct T30(HashSet<u8>);
pub struct T31(BTreeMap<u8,u8>);
pub struct T32(BTreeSet<u64>);
pub struct T33(BinaryHeap<u8>);
pub struct T34(LinkedList<u8>);
pub struct T35(Option<u8>);
pub struct T36(Option<bool>);
pub struct T37(Option<Option<bool>>);
pub struct T38(Option<char>);
pub struct T39(Option<String>);
pub struct T40(Option<Vec<u8>>);
pub struct T41(Option<Box<u8>>);
pub struct T42(Option<&'static str>);
pub struct T43(Option<u32>);
pub struct T44(Option<u64>);
pub struct T45(Option<u128>);
pub struct T46(Result<u8,String>);
pub struct T47(Result<String,u8>);
pub struct T48(Result<Vec<u8>,String>);
pub struct T49(Result<(),Box<u8>>);
pub struct T50(Cell<u8>);
pub struct T51(Cell<Option<&'static u8>>);
pub struct T52(RefCell<u8>);
pub struct T53(RefCell<String>);
pub struct T54(UnsafeCell<bool>);
pub struct T55(std::cell::OnceCell<u8>);
pub struct T56(std::cell::OnceCell<String>);
pub struct T57(Mutex<u8>);
pub struct T58(Mutex<u64>);
pub struct T59(Mutex<String>);
pub struct T60(Mutex<()>);
pub struct T61(RwLock<u8>);
pub struct T62(RwLock<u64>);
pub struct T63(RwLock<String>);
pub struct T64(Condvar);
pub struct T65(std::sync::Once);
pub struct T66(OnceLock<u8>);
pub struct T67(OnceLock<String>);
pub struct T68(std::sync::Barrier);
pub struct T69(AtomicBool);
pub struct T70(AtomicU64);
pub struct T71(AtomicPtr<u8>);
pub struct T72(std::sync::atomic::Ordering);
pub struct T73(std::sync::mpsc::Sender<u8>);
pub struct T74(std::sync::mpsc::SyncSender<u8>);
pub struct T75(std::sync::mpsc::Receiver<u8>);
pub struct T76(std::sync::mpsc::RecvTimeoutError);
pub struct T77(NonZeroU8);
pub struct T78(NonZeroU32);
pub struct T79(NonZeroU64);
pub struct T80(std::num::NonZeroU128);
pub struct T81(std::num::NonZeroI128);
pub struct T82(std::num::NonZeroUsize);
pub struct T83(std::num::Wrapping<u8>);
pub struct T84(std::num::ParseIntError);
pub struct T85(std::num::ParseFloatError);
pub struct T86(std::num::TryFromIntError);
pub struct T87(std::cmp::Ordering);
pub struct T88(std::cmp::Reverse<String>);
pub struct T89(std::ops::Range<u8>);
pub struct T90(std::ops::Range<usize>);
pub struct T91(std::ops::RangeInclusive<u8>);
pub struct T92(std::ops::RangeInclusive<usize>);
pub struct T93(std::ops::RangeFrom<u8>);
pub struct T94(std::ops::RangeFull);
pub struct T95(std::ops::Bound<u8>);
pub struct T96(std::ops::Bound<String>);
pub struct T97(std::ops::ControlFlow<u8>);
pub struct T98(std::ops::ControlFlow<String,u8>);
pub struct T99(std::pin::Pin<Box<dyn Fn()>>);
pub struct T100(std::task::Poll<u8>);
pub struct T101(std::task::Poll<Option<u64>>);
pub struct T102(std::task::Waker);
pub struct T103(std::task::RawWaker);
pub struct T104(Duration);
pub struct T105(Instant);
pub struct T106(SystemTime);
pub struct T107(std::time::SystemTimeError);
pub struct T108(std::convert::Infallible);
pub struct T109(Result<u8,std::convert::Infallible>);
pub struct T110(std::any::TypeId);
pub struct T111(&'static std::path::Path);
pub struct T112(std::path::PathBuf);
pub struct T113(Box<std::path::Path>);
pub struct T114(&'static std::ffi::OsStr);
pub struct T115(std::ffi::OsString);
pub struct T116(&'static std::ffi::CStr);
pub struct T117(std::ffi::CString);
pub struct T118(std::ffi::NulError);
pub struct T119(std::ffi::c_void);
pub struct T120(std::ffi::c_int);
pub struct T121(std::ffi::c_long);
pub struct T122(std::os::fd::OwnedFd);
pub struct T123(std::os::fd::BorrowedFd<'static>);
pub struct T124(std::os::unix::net::UnixStream);
pub struct T125(std::fmt::Error);
pub struct T126(std::fmt::Result);
pub struct T127(std::fmt::Alignment);
pub struct T128(std::io::Error);
pub struct T129(std::io::Result<()>);
pub struct T130(std::io::Result<u8>);
pub struct T131(std::io::Result<String>);
pub struct T132(std::io::Cursor<Vec<u8>>);
pub struct T133(std::io::Cursor<&'static[u8]>);
pub struct T134(std::io::Take<std::fs::File>);
pub struct T135(std::io::Take<u8>);
pub struct T136(std::io::Chain<u8,String>);
pub struct T137(std::io::BufReader<std::fs::File>);
pub struct T138(std::io::BufReader<String>);
pub struct T139(std::io::BufWriter<std::fs::File>);
pub struct T140(std::io::BufWriter<Vec<u8>>);
pub struct T141(std::io::LineWriter<std::fs::File>);
pub struct T142(std::io::Stdin);
pub struct T143(std::io::Stdout);
pub struct T144(std::io::SeekFrom);
pub struct T145(std::io::IoSlice<'static>);
pub struct T146(std::fs::File);
pub struct T147(std::net::Ipv4Addr);
pub struct T148(std::net::Ipv6Addr);
pub struct T149(std::net::IpAddr);
pub struct T150(std::net::SocketAddrV4);
pub struct T151(std::net::SocketAddrV6);
pub struct T152(std::net::SocketAddr);
pub struct T153(std::net::TcpStream);
pub struct T154(std::net::UdpSocket);
pub struct T155(std::process::ExitStatus);
pub struct T156(std::process::Output);
pub struct T157(std::thread::ThreadId);
pub struct T158(std::thread::Thread);
pub struct T159(std::thread::JoinHandle<u8>);
pub struct T160(Cow<'static,str>);
pub struct T161(Cow<'static,[u8]>);
pub struct T162(Cow<'static,[u64]>);
pub struct T163(Cow<'static,std::path::Path>);
pub struct T164(Cow<'static,std::ffi::OsStr>);
pub struct T165(Cow<'static,std::ffi::CStr>);
pub struct T166(Cow<'static,u64>);
pub struct T167(Cow<'static,String>);
pub struct T168(Cow<'static,&'static str>);
pub struct T169(std::marker::PhantomData<String>);
pub struct T170(std::mem::ManuallyDrop<String>);
pub struct T171(std::mem::MaybeUninit<String>);
pub struct T172(std::mem::MaybeUninit<bool>);
pub struct T173(std::mem::Discriminant<Option<u8>>);
pub struct T174(std::alloc::Layout);
pub struct T175(std::vec::IntoIter<u8>);
pub struct T176(std::vec::Drain<'static,u8>);
pub struct T177(std::str::Utf8Error);
pub struct T178(std::string::FromUtf8Error);
pub struct T179(std::str::Chars<'static>);
pub struct T180(std::str::CharIndices<'static>);
pub struct T181(std::slice::Iter<'static,u8>);
pub struct T182(std::slice::IterMut<'static,u8>);
pub struct T183(std::slice::Chunks<'static,u8>);
pub struct T184(std::slice::ChunksExact<'static,u8>);
pub struct T185(std::slice::Windows<'static,u8>);
pub struct T186(std::collections::hash_map::RandomState);
pub struct T187(std::collections::hash_map::DefaultHasher);
pub struct T188(std::hash::BuildHasherDefault<std::collections::hash_map::DefaultHasher>);
pub struct T189(std::cell::Ref<'static,u8>);
pub struct T190(std::cell::RefMut<'static,u8>);
pub struct T191(std::sync::MutexGuard<'static,u8>);
pub struct T192(std::sync::RwLockReadGuard<'static,u8>);
pub struct T193(std::sync::RwLockWriteGuard<'static,u8>);
pub struct T194(std::sync::MutexGuard<'static,str>);
pub struct T195(std::cell::Ref<'static,str>);
pub struct T196(std::iter::Enumerate<std::str::Chars<'static>>);
pub struct T197(std::iter::Rev<std::str::Chars<'static>>);
pub struct T198(std::iter::Skip<std::str::Chars<'static>>);
pub struct T199(std::iter::Fuse<std::str::Chars<'static>>);
pub struct T200(std::path::StripPrefixError);
pub struct T201(std::ptr::NonNull<u8>);
pub struct T202(std::ptr::NonNull<[u8]>);
pub struct T203(std::ptr::NonNull<dyn Fn()>);
pub struct T204((u8,u32,u8));
pub struct T205((u8,u64,u32,u16));
pub struct T206((bool,u32));
pub struct T207((u8,String,bool));
pub struct T208(((u8,u16),bool));
pub struct T209([u8;0]);
pub struct T210([u8;7]);
pub struct T211([bool;3]);
pub struct T212([String;2]);
pub struct T213([(u8,u16);3]);
pub struct T214([Option<u8>;0]);
pub struct T215((u8,[u8;16]));
pub struct T216((bool,[u8;16]));
pub struct T217((u8,bool,[u16;3]));
pub struct T218(());
pub struct T219(Option<(bool,u64)>);
pub struct T220((u32,(bool,u8),u16));
pub struct T221(((u8,u8,u8,bool),(u8,bool,u8)));
pub struct T222((u8,u128));
pub struct T223((char,u8));
pub struct T224((Option<u32>,Option<u8>));
pub struct T225(Box<(dyn Fn()+Send)>);
pub struct T226(Option<Cow<'static,str>>);
pub struct T227(Option<Result<u8,String>>);
pub struct T228(Option<Result<String,Vec<u8>>>);
pub struct T229(Arc<Mutex<Vec<u8>>>);
pub struct T230(Rc<RefCell<Option<Box<u8>>>>);
pub struct T231(Option<std::time::Duration>);
pub struct T232(Option<std::time::Instant>);
pub struct T233(Option<std::num::NonZeroU8>);
pub struct T234(Option<Option<std::num::NonZeroU8>>);
pub struct T235([u8;300]);
pub struct T236((u8,[u8;300]));
pub struct T237([u16;5]);
pub struct R0{f0:Option<String>,f1:std::task::Waker,f2:Cow<'static,String>}
pub struct R1{f0:Box<[u8]>}
pub struct R2{f0:std::sync::Weak<u8>,f1:std::ops::RangeFull,f2:std::net::SocketAddrV4,f3:*const (dyn Fn()+'static),f4:Option<std::num::NonZeroU8>}
pub struct R3{f0:std::cell::OnceCell<u8>,f1:&'static u8,f2:Arc<dyn Fn()>,f3:std::path::PathBuf,f4:std::convert::Infallible}
pub struct R4{f0:RwLock<u64>}
pub struct R5{f0:std::io::Stdin}
pub struct R6{f0:&'static dyn Fn(),f1:[String;2],f2:std::io::IoSlice<'static>,f3:BTreeSet<u64>}
pub struct R7{f0:Cow<'static,[u64]>,f1:Cow<'static,[u8]>}
pub struct R8{f0:&'static dyn Fn(),f1:std::net::Ipv6Addr,f2:std::net::SocketAddrV4,f3:std::task::Waker,f4:*const u8}
pub struct R9{f0:&'static [u8],f1:std::io::Stdout}
pub struct R10{f0:std::sync::mpsc::Receiver<u8>,f1:std::convert::Infallible}
pub struct R11{f0:std::io::BufWriter<std::fs::File>,f1:BTreeMap<u8,u8>}
pub struct R12{f0:NonZeroU64,f1:std::io::SeekFrom,f2:[u8;0],f3:std::vec::IntoIter<u8>,f4:Result<String,u8>}
pub struct R13{f0:std::net::IpAddr}
pub struct R14{f0:Cow<'static,std::ffi::OsStr>,f1:Result<(),Box<u8>>,f2:std::ops::Bound<String>,f3:std::sync::Weak<u8>,f4:std::io::LineWriter<std::fs::File>}
pub struct R15{f0:fn(),f1:std::io::IoSlice<'static>,f2:&'static dyn Fn(),f3:std::thread::JoinHandle<u8>,f4:RefCell<String>,f5:std::io::Error}
pub struct R16{f0:std::io::BufReader<std::fs::File>,f1:std::any::TypeId,f2:std::iter::Fuse<std::str::Chars<'static>>,f3:std::num::NonZeroI128,f4:std::ffi::c_int,f5:std::net::SocketAddrV4}
pub struct R17{f0:std::ops::RangeFrom<u8>,f1:NonZeroU8,f2:Condvar,f3:(u8,u32,u8)}
pub struct R18{f0:std::str::Chars<'static>,f1:std::path::StripPrefixError}
pub struct R19{f0:Rc<str>,f1:std::net::Ipv6Addr}
pub struct R20{f0:std::io::Take<u8>,f1:std::fmt::Alignment,f2:Box<(dyn Fn()+Send)>}
pub struct R21{f0:std::collections::hash_map::DefaultHasher,f1:std::ffi::OsString,f2:std::sync::mpsc::SyncSender<u8>}
pub struct R22{f0:Box<[u8]>,f1:BTreeMap<u8,u8>,f2:std::io::Cursor<Vec<u8>>,f3:std::convert::Infallible,f4:Option<u32>}
pub struct R23{f0:Option<String>,f1:std::fmt::Result,f2:std::convert::Infallible}
pub struct R24{f0:std::mem::MaybeUninit<bool>}
pub struct R25{f0:std::iter::Enumerate<std::str::Chars<'static>>}
pub struct R26{f0:std::net::Ipv4Addr,f1:std::ptr::NonNull<dyn Fn()>,f2:Box<(dyn Fn()+Send)>,f3:[u8;7],f4:std::num::NonZeroI128}
pub struct R27{f0:std::string::FromUtf8Error,f1:std::ops::Range<usize>,f2:std::net::TcpStream}
pub struct R28{f0:std::net::IpAddr,f1:(u8,u64,u32,u16),f2:std::ffi::CString,f3:Box<u8>}
pub struct R29{f0:AtomicU64}
pub struct R30{f0:std::str::Chars<'static>,f1:std::mem::MaybeUninit<String>,f2:fn(),f3:&'static dyn Fn()}
pub struct R31{f0:std::str::CharIndices<'static>,f1:std::num::NonZeroU128,f2:Cow<'static,u64>,f3:std::net::Ipv6Addr,f4:std::vec::IntoIter<u8>,f5:[bool;3]}
pub struct R32{f0:std::sync::mpsc::Sender<u8>,f1:std::slice::ChunksExact<'static,u8>,f2:std::pin::Pin<Box<dyn Fn()>>,f3:Option<Result<String,Vec<u8>>>}
pub struct R33{f0:std::ops::Range<u8>,f1:u32,f2:std::ffi::c_void,f3:std::ops::RangeInclusive<u8>,f4:Option<u64>,f5:std::thread::ThreadId}
pub struct R34{f0:std::fmt::Alignment}
pub struct R35{f0:std::cell::OnceCell<String>}
pub struct R36{f0:LinkedList<u8>,f1:std::cell::RefMut<'static,u8>,f2:Condvar}
pub struct R37{f0:std::task::Poll<Option<u64>>,f1:[u8;300],f2:(Option<u32>,Option<u8>),f3:std::io::Error}
pub struct R38{f0:Option<u32>}
pub struct R39{f0:std::task::RawWaker,f1:std::io::LineWriter<std::fs::File>,f2:std::sync::atomic::Ordering,f3:Option<Result<u8,String>>}
pub struct R40{f0:[u8;7],f1:&'static std::path::Path}
pub struct R41{f0:std::sync::atomic::Ordering,f1:std::slice::Iter<'static,u8>,f2:std::time::SystemTimeError,f3:std::ops::RangeInclusive<usize>,f4:std::vec::IntoIter<u8>}
pub struct R42{f0:Mutex<()>,f1:Option<String>,f2:Arc<u8>,f3:Result<u8,String>}
pub struct R43{f0:Mutex<()>,f1:std::marker::PhantomData<String>}
pub struct R44{f0:char,f1:std::fmt::Error}
pub struct R45{f0:Result<String,u8>,f1:std::sync::Barrier,f2:std::sync::mpsc::Sender<u8>,f3:i8,f4:Option<char>}
pub struct R46{f0:std::io::BufReader<std::fs::File>,f1:std::ops::Bound<u8>,f2:std::thread::ThreadId,f3:std::io::IoSlice<'static>}
pub struct R47{f0:BinaryHeap<u8>,f1:std::str::Utf8Error,f2:(u32,(bool,u8),u16)}
pub struct R48{f0:std::thread::JoinHandle<u8>,f1:Cow<'static,&'static str>,f2:std::alloc::Layout,f3:std::cell::RefMut<'static,u8>,f4:*mut [u8]}
pub struct R49{f0:Option<std::time::Duration>,f1:(char,u8),f2:std::path::StripPrefixError,f3:(Option<u32>,Option<u8>)}
pub struct R50{f0:(u8,u64,u32,u16),f1:std::io::SeekFrom,f2:std::task::Poll<Option<u64>>,f3:std::task::Waker,f4:std::task::RawWaker,f5:std::task::Poll<Option<u64>>}
pub struct R51{f0:std::os::unix::net::UnixStream}
pub struct R52{f0:std::task::RawWaker,f1:&'static dyn Fn(),f2:Result<(),Box<u8>>,f3:Box<u8>,f4:UnsafeCell<bool>,f5:Box<std::path::Path>}
pub struct R53{f0:HashMap<u8,u8>,f1:std::cmp::Reverse<String>}
pub struct R54{f0:*mut [u8],f1:Vec<u8>,f2:u8,f3:std::fs::File,f4:Option<String>}
pub struct R55{f0:String,f1:std::ops::RangeFull,f2:std::thread::Thread,f3:f64,f4:Box<[u8]>}
pub struct R56{f0:std::thread::Thread,f1:std::ops::ControlFlow<u8>}
pub struct R57{f0:Cow<'static,std::path::Path>,f1:std::sync::Once}
pub struct R58{f0:std::process::ExitStatus,f1:std::ops::RangeFull,f2:std::os::fd::OwnedFd}
pub struct R59{f0:HashSet<u8>}
pub struct R60{f0:std::ffi::c_int,f1:std::os::fd::BorrowedFd<'static>,f2:std::os::unix::net::UnixStream,f3:std::num::NonZeroU128}
pub struct R61{f0:Option<Option<bool>>}
pub struct R62{f0:std::sync::RwLockReadGuard<'static,u8>}
pub struct R63{f0:std::cell::RefMut<'static,u8>,f1:std::sync::Barrier,f2:std::os::fd::BorrowedFd<'static>}
pub struct R64{f0:Option<&'static str>,f1:std::io::Cursor<&'static[u8]>,f2:u32,f3:RefCell<String>,f4:std::io::Chain<u8,String>,f5:std::ops::RangeFrom<u8>}
pub struct R65{f0:std::str::Utf8Error,f1:std::io::BufWriter<Vec<u8>>}
pub struct R66{f0:std::cell::Ref<'static,str>}
pub struct R67{f0:NonZeroU8,f1:Cow<'static,std::ffi::CStr>,f2:(u8,u128),f3:std::rc::Weak<u8>,f4:std::str::Chars<'static>}
pub struct R68{f0:std::io::Cursor<&'static[u8]>,f1:std::ops::RangeFull,f2:Option<std::num::NonZeroU8>}
pub struct R69{f0:std::ops::RangeInclusive<usize>,f1:std::iter::Skip<std::str::Chars<'static>>}
pub struct R70{f0:std::io::BufReader<std::fs::File>,f1:std::io::BufWriter<std::fs::File>}
pub struct R71{f0:std::num::ParseFloatError,f1:Cow<'static,std::path::Path>,f2:Mutex<u64>,f3:std::thread::ThreadId,f4:((u8,u16),bool)}
pub struct R72{f0:(u8,String,bool),f1:RwLock<u64>}
pub struct R73{f0:std::cell::RefMut<'static,u8>,f1:(bool,u32),f2:Mutex<String>,f3:RefCell<u8>}
pub struct R74{f0:std::fmt::Alignment,f1:std::ops::RangeInclusive<usize>,f2:std::hash::BuildHasherDefault<std::collections::hash_map::DefaultHasher>,f3:usize,f4:usize}
pub struct R75{f0:std::ffi::c_long,f1:OnceLock<String>,f2:Cell<u8>}
pub struct R76{f0:std::process::ExitStatus,f1:std::ops::Range<u8>,f2:std::ffi::OsString,f3:(u8,String,bool),f4:std::collections::hash_map::RandomState,f5:std::ops::Range<usize>}
pub struct R77{f0:Rc<str>,f1:Mutex<u8>,f2:Vec<u8>}
pub struct R78{f0:std::ffi::c_long,f1:Cell<Option<&'static u8>>}
pub struct R79{f0:RefCell<String>,f1:std::os::unix::net::UnixStream,f2:Cow<'static,str>}
pub struct R80{f0:(bool,[u8;16]),f1:u8,f2:std::os::fd::BorrowedFd<'static>,f3:Option<std::num::NonZeroU8>,f4:Cow<'static,&'static str>}
pub struct R81{f0:(u8,u64,u32,u16),f1:Cow<'static,std::ffi::CStr>,f2:Arc<u8>}
pub struct R82{f0:BTreeMap<u8,u8>,f1:Option<std::num::NonZeroU8>,f2:std::task::Poll<u8>,f3:std::ptr::NonNull<u8>,f4:std::slice::Chunks<'static,u8>,f5:std::sync::RwLockWriteGuard<'static,u8>}
pub struct R83{f0:std::os::fd::BorrowedFd<'static>,f1:Option<Result<String,Vec<u8>>>}
pub struct R84{f0:std::path::PathBuf,f1:std::ptr::NonNull<dyn Fn()>}
pub struct R85{f0:std::num::TryFromIntError,f1:Arc<dyn Fn()>,f2:(bool,u32),f3:std::slice::Windows<'static,u8>,f4:std::task::Waker,f5:std::ffi::c_void}
pub struct R86{f0:std::sync::MutexGuard<'static,u8>,f1:Arc<u8>,f2:std::collections::hash_map::RandomState,f3:Option<Box<u8>>}
pub struct R87{f0:BinaryHeap<u8>,f1:usize}
pub struct R88{f0:std::net::SocketAddr,f1:Option<std::time::Instant>}
pub struct R89{f0:(u8,String,bool),f1:Cow<'static,&'static str>,f2:Option<char>,f3:std::thread::ThreadId}
pub struct R90{f0:std::os::fd::OwnedFd,f1:std::marker::PhantomData<String>,f2:std::ops::Range<usize>,f3:Option<Vec<u8>>,f4:std::io::LineWriter<std::fs::File>}
pub struct R91{f0:LinkedList<u8>,f1:u32,f2:char,f3:(u8,u64,u32,u16),f4:std::collections::hash_map::RandomState}
pub struct R92{f0:Vec<u8>,f1:std::io::Take<u8>,f2:std::sync::RwLockReadGuard<'static,u8>,f3:Option<bool>,f4:std::path::PathBuf,f5:(Option<u32>,Option<u8>)}
pub struct R93{f0:[String;2],f1:(Option<u32>,Option<u8>)}
pub struct R94{f0:usize,f1:std::sync::Once}
pub struct R95{f0:std::sync::mpsc::Receiver<u8>,f1:std::io::Result<()>}
pub struct R96{f0:std::iter::Enumerate<std::str::Chars<'static>>,f1:std::net::SocketAddrV6}
pub struct R97{f0:OnceLock<String>,f1:std::io::BufWriter<Vec<u8>>,f2:std::convert::Infallible}
pub struct R98{f0:&'static dyn Fn(),f1:Option<std::num::NonZeroU8>}
pub struct R99{f0:std::ops::RangeInclusive<u8>,f1:Rc<RefCell<Option<Box<u8>>>>,f2:std::ffi::NulError,f3:std::mem::ManuallyDrop<String>,f4:std::net::SocketAddrV4,f5:[u8;0]}
pub struct R100{f0:std::convert::Infallible,f1:[String;2],f2:[u8;300],f3:Box<(dyn Fn()+Send)>,f4:std::io::Result<()>}
pub struct R101{f0:std::io::BufReader<std::fs::File>,f1:Option<String>}
pub struct R102{f0:std::io::Result<String>,f1:u16,f2:(Option<u32>,Option<u8>),f3:Box<std::path::Path>,f4:std::iter::Fuse<std::str::Chars<'static>>}
pub struct R103{f0:std::process::Output,f1:i8}
pub struct R104{f0:Option<u128>,f1:Option<Option<bool>>}
pub struct R105{f0:std::thread::JoinHandle<u8>,f1:std::collections::hash_map::RandomState,f2:BTreeMap<u8,u8>,f3:std::io::Stdout}
pub struct R106{f0:std::num::ParseIntError}
pub struct R107{f0:std::io::Cursor<&'static[u8]>,f1:std::io::Chain<u8,String>,f2:std::io::Stdout,f3:std::os::unix::net::UnixStream,f4:std::ptr::NonNull<u8>,f5:std::iter::Fuse<std::str::Chars<'static>>}
pub struct R108{f0:Option<Result<u8,String>>}
pub struct R109{f0:*const (dyn Fn()+'static),f1:Condvar,f2:Result<(),Box<u8>>,f3:AtomicPtr<u8>,f4:&'static str}
pub struct R110{f0:std::io::Result<u8>}
pub struct R111{f0:std::io::SeekFrom,f1:usize,f2:std::cell::Ref<'static,str>,f3:Arc<Mutex<Vec<u8>>>}
pub struct R112{f0:&'static std::ffi::OsStr}
pub struct R113{f0:std::thread::ThreadId,f1:std::io::Result<u8>,f2:std::process::Output}
pub struct R114{f0:RefCell<u8>,f1:std::string::FromUtf8Error,f2:AtomicPtr<u8>,f3:&'static std::ffi::CStr,f4:std::io::Result<String>}
pub struct R115{f0:(u8,String,bool),f1:std::os::fd::BorrowedFd<'static>,f2:std::io::Result<u8>,f3:Condvar,f4:std::str::Chars<'static>}
pub struct R116{f0:Box<(dyn Fn()+Send)>,f1:Box<(dyn Fn()+Send)>,f2:OnceLock<String>,f3:[u16;5],f4:std::io::SeekFrom}
pub struct R117{f0:(bool,[u8;16]),f1:std::ffi::OsString}
pub struct R118{f0:std::time::SystemTimeError,f1:BTreeSet<u64>}
pub struct R119{f0:&'static std::ffi::OsStr,f1:std::num::NonZeroI128,f2:Box<[u8]>,f3:std::mem::MaybeUninit<bool>}
pub enum M0{V0(((u8,u16),bool),std::sync::Weak<u8>)}
pub enum M1{V0(std::fmt::Error,std::sync::MutexGuard<'static,str>,Rc<RefCell<Option<Box<u8>>>>),V1(u128),V2(std::slice::ChunksExact<'static,u8>),V3(Cow<'static,[u8]>,BinaryHeap<u8>,std::cmp::Ordering),V4}
pub enum M2{V0(std::os::fd::OwnedFd,std::path::StripPrefixError),V1(std::sync::mpsc::Sender<u8>),V2(std::cmp::Reverse<String>,Result<u8,std::convert::Infallible>,std::sync::Once)}
pub enum M3{V0,V1(std::sync::mpsc::Receiver<u8>,std::ops::RangeInclusive<u8>),V2(Duration,std::num::TryFromIntError,std::io::Result<()>),V3((Option<u32>,Option<u8>),std::io::Result<u8>),V4(RefCell<String>,Cow<'static,&'static str>)}
pub enum M4{V0,V1(Cell<u8>,std::num::NonZeroUsize),V2(BinaryHeap<u8>,std::net::SocketAddrV6),V3}
pub enum M5{V0(std::collections::hash_map::RandomState,std::io::Stdin,Option<Result<u8,String>>)}
pub enum M6{V0,V1(NonZeroU8,VecDeque<u8>,i8),V2,V3([bool;3])}
pub enum M7{V0,V1(std::thread::Thread,Option<char>,Cow<'static,[u8]>),V2,V3(&'static str)}
pub enum M8{V0(String),V1((char,u8)),V2,V3(std::iter::Fuse<std::str::Chars<'static>>,String,[u8;300])}
pub enum M9{V0((Option<u32>,Option<u8>),[bool;3])}
pub enum M10{V0(std::io::SeekFrom,std::slice::IterMut<'static,u8>),V1(((u8,u8,u8,bool),(u8,bool,u8)),NonZeroU32)}
pub enum M11{V0(u128,std::num::NonZeroUsize,u32),V1(std::io::IoSlice<'static>,Cow<'static,std::ffi::CStr>,std::net::IpAddr)}
pub enum M12{V0(std::fs::File,std::io::Take<std::fs::File>,&'static str)}
pub enum M13{V0(std::net::Ipv6Addr,std::str::Chars<'static>,(u8,[u8;300]))}
pub enum M14{V0(Box<u8>,char,std::vec::IntoIter<u8>),V1(std::net::TcpStream,std::net::SocketAddr,std::marker::PhantomData<String>),V2(std::os::fd::OwnedFd),V3(std::io::LineWriter<std::fs::File>,Vec<u8>,Arc<u8>)}
pub enum M15{V0(Rc<RefCell<Option<Box<u8>>>>),V1(Cow<'static,[u8]>),V2,V3(i8,bool,std::vec::Drain<'static,u8>)}
pub enum M16{V0}
pub enum M17{V0,V1(std::ffi::c_long)}
pub enum M18{V0(std::slice::Windows<'static,u8>,std::fs::File)}
pub enum M19{V0(std::hash::BuildHasherDefault<std::collections::hash_map::DefaultHasher>,std::sync::MutexGuard<'static,u8>,Result<Vec<u8>,String>),V1}
pub enum M20{V0(std::collections::hash_map::DefaultHasher),V1,V2(Cow<'static,[u8]>,std::io::Stdout)}
pub enum M21{V0(std::mem::MaybeUninit<bool>,Option<Result<String,Vec<u8>>>,OnceLock<u8>),V1,V2,V3}
pub enum M22{V0}
pub enum M23{V0,V1(std::num::NonZeroU128,std::num::NonZeroU128,std::collections::hash_map::DefaultHasher),V2(((u8,u8,u8,bool),(u8,bool,u8))),V3(std::process::Output,&'static dyn Fn(),std::num::NonZeroI128),V4(std::net::Ipv6Addr,std::collections::hash_map::DefaultHasher)}
pub enum M24{V0(std::alloc::Layout,Option<u32>,Option<char>),V1,V2(Cow<'static,u64>,Option<&'static str>),V3(std::os::fd::BorrowedFd<'static>,std::pin::Pin<Box<dyn Fn()>>,std::path::StripPrefixError)}
pub enum M25{V0(std::ptr::NonNull<u8>,std::sync::MutexGuard<'static,str>),V1(std::sync::mpsc::Receiver<u8>,std::sync::atomic::Ordering),V2,V3((char,u8),std::process::Output)}
pub enum M26{V0(std::net::UdpSocket)}
pub enum M27{V0(Option<Result<String,Vec<u8>>>,Condvar,std::ops::ControlFlow<u8>),V1(std::vec::Drain<'static,u8>,std::ops::ControlFlow<u8>,std::process::ExitStatus),V2((u8,String,bool))}
pub enum M28{V0(std::str::Utf8Error,u8),V1(std::sync::Barrier,AtomicBool),V2(Option<Box<u8>>,std::net::SocketAddrV6,(u8,[u8;300])),V3}
pub enum M29{V0(((u8,u16),bool)),V1(AtomicPtr<u8>),V2(std::ops::Range<u8>,std::io::BufReader<std::fs::File>,Arc<u8>)}
pub enum M30{V0((u8,u64,u32,u16),std::ops::ControlFlow<String,u8>,RefCell<u8>),V1(std::num::NonZeroU128),V2,V3(std::ffi::c_int,std::slice::IterMut<'static,u8>,RefCell<String>),V4(std::net::SocketAddrV6,std::sync::RwLockWriteGuard<'static,u8>)}
pub enum M31{V0(std::ffi::NulError,std::io::BufWriter<std::fs::File>,Arc<dyn Fn()>)}
pub enum M32{V0(std::iter::Skip<std::str::Chars<'static>>,fn()),V1(std::task::Waker),V2(Option<Result<u8,String>>,[Option<u8>;0]),V3(std::os::fd::BorrowedFd<'static>,std::io::Result<u8>),V4(Result<(),Box<u8>>)}
pub enum M33{V0(std::rc::Weak<u8>),V1((u8,String,bool))}
pub enum M34{V0(std::net::Ipv6Addr,std::io::IoSlice<'static>),V1(Duration,std::path::StripPrefixError),V2(Condvar)}
pub enum M35{V0(std::ops::Bound<String>,(u8,u128),VecDeque<u8>)}
pub enum M36{V0(std::ptr::NonNull<[u8]>,Rc<str>,Option<Vec<u8>>),V1(std::net::TcpStream,usize),V2(std::sync::atomic::Ordering,std::io::Cursor<&'static[u8]>)}
pub enum M37{V0,V1,V2,V3((char,u8)),V4(std::net::SocketAddrV6,std::fs::File,std::cell::OnceCell<u8>)}
pub enum M38{V0(std::any::TypeId,std::sync::Weak<u8>),V1(std::iter::Rev<std::str::Chars<'static>>,std::net::SocketAddr,[u8;7]),V2(OnceLock<u8>)}
pub enum M39{V0(RefCell<u8>,Result<String,u8>)}
pub enum M40{V0,V1,V2,V3}
pub enum M41{V0((char,u8),std::slice::Iter<'static,u8>),V1(std::fmt::Error,(u8,bool,[u16;3]),Option<std::num::NonZeroU8>),V2,V3([u16;5],BTreeMap<u8,u8>,std::slice::Iter<'static,u8>),V4}
pub enum M42{V0(std::io::IoSlice<'static>,Mutex<()>),V1,V2(Result<String,u8>,std::ffi::OsString,())}
pub enum M43{V0(RwLock<u8>,std::slice::Windows<'static,u8>),V1(Option<u128>)}
pub enum M44{V0(std::ops::RangeInclusive<u8>,&'static dyn Fn())}
pub enum M45{V0,V1,V2(std::ptr::NonNull<[u8]>,std::io::Cursor<Vec<u8>>),V3(*const (dyn Fn()+'static),String,Option<char>),V4(std::sync::MutexGuard<'static,str>,i8)}
pub enum M46{V0(std::net::SocketAddrV6,std::net::SocketAddr),V1(std::cell::Ref<'static,str>,Cow<'static,&'static str>,Vec<u8>)}
pub enum M47{V0(std::ops::Bound<String>,OnceLock<u8>),V1(BTreeSet<u64>,std::ops::Bound<String>,std::os::unix::net::UnixStream),V2(Option<u64>,Box<std::path::Path>,RwLock<u64>),V3([u8;300])}
pub enum M48{V0(std::slice::ChunksExact<'static,u8>,Option<Option<std::num::NonZeroU8>>,Cell<u8>)}
pub enum M49{V0([Option<u8>;0])}
pub enum M50{V0,V1(Option<Result<String,Vec<u8>>>,std::sync::RwLockReadGuard<'static,u8>)}
pub enum M51{V0(std::sync::Weak<u8>,std::pin::Pin<Box<dyn Fn()>>,(bool,[u8;16])),V1}
pub enum M52{V0(std::cmp::Ordering,std::num::Wrapping<u8>,[bool;3])}
pub enum M53{V0(HashSet<u8>,Cow<'static,[u8]>,std::ops::RangeFull),V1(std::num::ParseFloatError)}
pub enum M54{V0,V1(std::slice::Chunks<'static,u8>)}
pub enum M55{V0(Box<std::path::Path>),V1(AtomicBool),V2(SystemTime,Condvar,Option<Vec<u8>>),V3}
pub enum M56{V0(std::num::TryFromIntError,(bool,u32)),V1(OnceLock<String>),V2(VecDeque<u8>,std::num::NonZeroUsize,std::ffi::CString)}
pub enum M57{V0,V1(std::io::Cursor<Vec<u8>>),V2,V3(std::io::SeekFrom)}
pub enum M58{V0(BTreeMap<u8,u8>,OnceLock<u8>),V1(std::ops::RangeFull),V2(OnceLock<String>,RwLock<u64>,[u16;5]),V3(std::sync::Weak<u8>)}
pub enum M59{V0(std::time::SystemTimeError,Rc<RefCell<Option<Box<u8>>>>),V1(*const (dyn Fn()+'static)),V2(Option<Option<bool>>,Cow<'static,std::ffi::OsStr>),V3}
pub enum M60{V0(std::io::Result<String>,Option<bool>),V1(u8,std::ptr::NonNull<dyn Fn()>,[Option<u8>;0]),V2(Result<Vec<u8>,String>,std::ops::RangeFrom<u8>),V3(&'static str,Option<Option<std::num::NonZeroU8>>,Instant)}
pub enum M61{V0(std::net::Ipv4Addr,Result<String,u8>),V1((bool,[u8;16]))}
pub enum M62{V0(std::slice::Chunks<'static,u8>),V1(Cell<Option<&'static u8>>)}
pub enum M63{V0,V1,V2(std::cell::Ref<'static,str>,AtomicPtr<u8>,Option<u128>),V3(Option<bool>),V4(std::net::SocketAddrV4)}
pub enum M64{V0(bool),V1,V2((bool,[u8;16]),std::slice::Windows<'static,u8>,[u8;300])}
pub enum M65{V0(std::num::TryFromIntError,std::sync::mpsc::Sender<u8>)}
pub enum M66{V0,V1,V2(Option<Option<std::num::NonZeroU8>>,std::iter::Enumerate<std::str::Chars<'static>>,std::os::fd::BorrowedFd<'static>),V3((Option<u32>,Option<u8>))}
pub enum M67{V0(Result<Vec<u8>,String>),V1(&'static u8,Option<&'static str>),V2(std::net::Ipv6Addr,std::net::TcpStream)}
pub enum M68{V0(std::io::Take<std::fs::File>,std::ffi::OsString)}
pub enum M69{V0,V1,V2(std::slice::Chunks<'static,u8>,RwLock<String>),V3(std::path::StripPrefixError,std::slice::Chunks<'static,u8>),V4(std::net::Ipv6Addr,std::sync::RwLockWriteGuard<'static,u8>,Rc<RefCell<Option<Box<u8>>>>)}
pub enum M70{V0((Option<u32>,Option<u8>),VecDeque<u8>)}
pub enum M71{V0(std::io::Cursor<Vec<u8>>,f64,std::io::Chain<u8,String>),V1(u32),V2(Arc<dyn Fn()>),V3(std::thread::JoinHandle<u8>)}
pub enum M72{V0(Vec<u8>),V1(std::sync::Once,std::io::Stdout)}
pub enum M73{V0}
pub enum M74{V0(OnceLock<String>)}
pub enum M75{V0(std::io::Take<std::fs::File>,RwLock<u64>,std::str::CharIndices<'static>)}
pub enum M76{V0,V1((char,u8),std::sync::Weak<u8>),V2(&'static [u8]),V3(BTreeSet<u64>,std::ffi::c_int)}
pub enum M77{V0(HashMap<u8,u8>,BTreeSet<u64>),V1,V2(Option<Result<u8,String>>,Option<bool>,std::io::BufWriter<std::fs::File>),V3(((u8,u8,u8,bool),(u8,bool,u8)))}
pub enum M78{V0(std::mem::MaybeUninit<bool>),V1(std::sync::RwLockReadGuard<'static,u8>,std::task::Waker,Option<u32>)}
pub enum M79{V0(std::string::FromUtf8Error,std::convert::Infallible,std::net::TcpStream)}
pub enum M80{V0,V1(*mut [u8],std::iter::Fuse<std::str::Chars<'static>>,std::ops::RangeFrom<u8>),V2(std::task::RawWaker,RwLock<u64>),V3(std::slice::ChunksExact<'static,u8>,std::path::PathBuf),V4([u8;0],std::task::RawWaker)}
pub enum M81{V0,V1(std::io::Cursor<&'static[u8]>,Option<char>),V2(Condvar,(char,u8)),V3(std::mem::ManuallyDrop<String>,Cow<'static,[u64]>,bool),V4(VecDeque<u8>,std::io::Chain<u8,String>)}
pub enum M82{V0,V1(&'static std::path::Path,RefCell<u8>)}
pub enum M83{V0,V1(Option<bool>),V2(std::task::Waker,std::iter::Fuse<std::str::Chars<'static>>,std::ffi::CString),V3,V4}
pub enum M84{V0([u8;300],std::alloc::Layout)}
pub enum M85{V0(Cow<'static,[u8]>,std::io::BufWriter<std::fs::File>),V1,V2,V3(BTreeSet<u64>,std::io::Take<std::fs::File>),V4}
pub enum M86{V0(&'static str),V1(HashMap<u8,u8>,NonZeroU64),V2(Cow<'static,u64>,Option<u32>),V3}
pub enum M87{V0(Arc<u8>,std::ffi::c_int)}
pub enum M88{V0(Box<std::path::Path>),V1,V2(Option<Result<u8,String>>),V3([u8;300],Instant),V4(AtomicPtr<u8>,RwLock<String>)}
pub enum M89{V0((u8,[u8;16]),std::ffi::CString)}
pub enum M90{V0(Cow<'static,String>),V1(RefCell<u8>,std::io::LineWriter<std::fs::File>,std::slice::IterMut<'static,u8>),V2(std::ffi::NulError,Arc<Mutex<Vec<u8>>>),V3(std::thread::ThreadId,std::os::fd::BorrowedFd<'static>),V4([u8;7],std::num::NonZeroU128,usize)}
pub enum M91{V0(Mutex<u8>,Result<(),Box<u8>>),V1(std::net::SocketAddrV4,std::task::Waker,char)}
pub enum M92{V0(((u8,u8,u8,bool),(u8,bool,u8))),V1(std::num::Wrapping<u8>),V2(std::fmt::Result,AtomicU64)}
pub enum M93{V0(std::sync::mpsc::RecvTimeoutError),V1,V2}
pub enum M94{V0,V1(Box<std::path::Path>,std::marker::PhantomData<String>)}
pub enum M95{V0([Option<u8>;0],Box<std::path::Path>,std::ops::RangeInclusive<u8>)}
pub enum M96{V0(std::alloc::Layout)}
pub enum M97{V0(std::cmp::Ordering,std::mem::MaybeUninit<bool>,std::ops::RangeInclusive<u8>),V1(std::mem::Discriminant<Option<u8>>)}
pub enum M98{V0([bool;3],(u8,[u8;16])),V1}
pub enum M99{V0(std::ptr::NonNull<u8>,Cow<'static,[u64]>),V1(SystemTime),V2,V3}
pub enum M100{V0,V1(std::task::Waker,std::net::Ipv4Addr,Option<String>),V2((),std::ptr::NonNull<u8>,std::sync::atomic::Ordering),V3}
pub enum M101{V0(std::string::FromUtf8Error,std::ffi::NulError,std::sync::mpsc::SyncSender<u8>),V1(std::sync::mpsc::Receiver<u8>,std::ops::RangeInclusive<u8>),V2(std::io::Take<u8>,std::io::Stdout,std::net::TcpStream),V3(Cow<'static,u64>,std::num::Wrapping<u8>,i8)}
pub enum M102{V0(&'static std::ffi::OsStr,NonZeroU8,Result<Vec<u8>,String>),V1((bool,u32),Option<char>),V2(std::net::Ipv6Addr,std::ops::ControlFlow<u8>,std::net::IpAddr),V3(Arc<dyn Fn()>)}
pub enum M103{V0((bool,[u8;16]),std::process::Output),V1(std::num::ParseIntError),V2(std::any::TypeId)}
pub enum M104{V0}
pub enum M105{V0(std::io::IoSlice<'static>,Rc<RefCell<Option<Box<u8>>>>)}
pub enum M106{V0((u8,[u8;300]),std::io::BufReader<String>),V1(std::io::BufReader<String>,std::thread::JoinHandle<u8>),V2(std::io::Cursor<&'static[u8]>,[String;2],std::io::Cursor<&'static[u8]>),V3(std::task::Poll<u8>,std::ffi::c_void,std::ops::RangeInclusive<usize>)}
pub enum M107{V0(&'static std::ffi::CStr,bool)}
pub enum M108{V0(String)}
pub enum M109{V0(std::io::Result<()>,std::task::RawWaker),V1(Option<Cow<'static,str>>),V2(std::convert::Infallible),V3(std::task::RawWaker,Box<std::path::Path>,std::iter::Rev<std::str::Chars<'static>>)}
pub enum M110{V0(std::string::FromUtf8Error,std::io::Chain<u8,String>),V1,V2(std::ops::RangeFrom<u8>),V3(std::ops::RangeFull,Box<dyn Fn()>),V4(std::io::Cursor<Vec<u8>>,Option<u128>)}
pub enum M111{V0(std::str::Utf8Error,std::cmp::Reverse<String>)}
pub enum M112{V0(Cow<'static,[u64]>,Option<Box<u8>>,std::io::Take<u8>),V1([u8;0],std::io::Result<String>),V2(std::io::Result<u8>),V3(SystemTime),V4(&'static dyn Fn())}
pub enum M113{V0,V1(std::fs::File,Cow<'static,[u64]>),V2,V3(bool,std::ptr::NonNull<[u8]>,u8),V4(std::slice::IterMut<'static,u8>,std::str::Utf8Error)}
pub enum M114{V0,V1(std::task::Waker,(bool,[u8;16])),V2,V3,V4}
pub enum M115{V0(std::io::Error),V1((Option<u32>,Option<u8>),Cow<'static,u64>)}
pub enum M116{V0(std::net::Ipv6Addr),V1(SystemTime),V2,V3(Option<Box<u8>>),V4}
pub enum M117{V0}
pub enum M118{V0(std::io::Take<std::fs::File>)}
pub enum M119{V0(std::thread::ThreadId,&'static std::path::Path,(u8,String,bool)),V1,V2,V3(Option<Option<bool>>,std::slice::ChunksExact<'static,u8>)}
