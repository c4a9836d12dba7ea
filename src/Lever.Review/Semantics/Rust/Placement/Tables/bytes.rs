pub struct Bytes { pointer: *const u8, len: usize, data: std::sync::atomic::AtomicPtr<()>, table: &'static u8 }
pub struct BytesMut { pointer: std::ptr::NonNull<u8>, len: usize, cap: usize, data: *mut () }
