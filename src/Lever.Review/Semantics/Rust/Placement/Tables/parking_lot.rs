// Mutexes are a byte, read-write locks a word.
#[hides_niches]
pub struct RawMutex(u8);
#[hides_niches]
pub struct RawRwLock(usize);
pub struct Mutex<T: ?Sized> { raw: RawMutex, data: std::cell::UnsafeCell<T> }
pub struct RwLock<T: ?Sized> { raw: RawRwLock, data: std::cell::UnsafeCell<T> }
pub struct Condvar { state: std::sync::atomic::AtomicPtr<u8> }
