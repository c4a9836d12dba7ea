
/// The system's allocator, counting. Only where memory is asked for: counting takes time.
#[cfg(lever_memory)]
#[allow(dead_code)]
mod counting {
    use std::alloc::{GlobalAlloc, Layout, System};
    use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering::Relaxed};

    struct Counting;

    #[global_allocator]
    static COUNTING: Counting = Counting;

    static NOW: AtomicUsize = AtomicUsize::new(0);
    static PEAK: AtomicUsize = AtomicUsize::new(0);
    static COUNT: AtomicU64 = AtomicU64::new(0);

    pub fn start() -> usize {
        let now = NOW.load(Relaxed);
        PEAK.store(now, Relaxed);
        now
    }

    pub fn peak() -> usize {
        PEAK.load(Relaxed)
    }

    pub fn allocations() -> u64 {
        COUNT.load(Relaxed)
    }

    fn grow(bytes: usize) {
        COUNT.fetch_add(1, Relaxed);
        PEAK.fetch_max(NOW.fetch_add(bytes, Relaxed) + bytes, Relaxed);
    }

    unsafe impl GlobalAlloc for Counting {
        unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
            grow(layout.size());
            System.alloc(layout)
        }

        unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
            grow(layout.size());
            System.alloc_zeroed(layout)
        }

        unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
            NOW.fetch_sub(layout.size(), Relaxed);
            System.dealloc(pointer, layout)
        }

        unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
            grow(size);
            NOW.fetch_sub(layout.size(), Relaxed);
            System.realloc(pointer, layout, size)
        }
    }
}

#[cfg(not(lever_memory))]
#[allow(dead_code)]
mod counting {
    pub fn start() -> usize {
        0
    }

    pub fn peak() -> usize {
        0
    }

    pub fn allocations() -> u64 {
        0
    }
}

#[repr(C)]
struct Timespec {
    seconds: std::os::raw::c_long,
    nanoseconds: std::os::raw::c_long,
}

extern "C" {
    fn clock_gettime(clock: i32, time: *mut Timespec) -> i32;
    fn dup(file: i32) -> i32;
    fn dup2(file: i32, number: i32) -> i32;
}

/// CLOCK_PROCESS_CPUTIME_ID of POSIX, in nanoseconds.
fn processor_time() -> u64 {
    let clock = if cfg!(target_os = "macos") { 12 } else { 2 };
    let mut time = Timespec { seconds: 0, nanoseconds: 0 };
    let failed = unsafe { clock_gettime(clock, &mut time) } != 0;
    assert!(!failed, "the system has no clock of a process's CPU time");
    time.seconds as u64 * 1_000_000_000 + time.nanoseconds as u64
}
