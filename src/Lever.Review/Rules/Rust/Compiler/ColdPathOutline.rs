//! Fixture of rs-cold-path-outline.

pub struct Wrong(String);

#[inline]
pub fn value(bytes: &[u8], at: usize) -> Result<u64, String> {
    let byte = bytes[at];
    if byte > 200 {
        return Err(format!("byte {byte} at {at} is no value")); // expect: rs-cold-path-outline, tier C, with a profile
    }
    Ok(u64::from(byte) * 3)
}

#[inline(always)]
pub fn positive(number: i64) -> Result<u64, Wrong> {
    if number < 0 {
        return Err(Wrong(format!("{} is negative", number))); // expect: rs-cold-path-outline, tier C, with a profile
    }
    Ok(number as u64)
}

#[inline]
pub fn small(number: u64) -> Result<u8, String> {
    match number {
        0..=255 => Ok(number as u8),
        _ => Err(format!("{number} is too large")), // expect: rs-cold-path-outline, tier C, with a profile
    }
}

#[inline]
pub fn constant(number: i64) -> Result<u64, String> {
    if number < 0 {
        // A constant text.
        return Err("negative".to_string());
    }
    Ok(number as u64)
}

pub fn called(number: i64) -> Result<u64, String> {
    if number < 0 {
        // Not inlined by request.
        return Err(format!("{number} is negative"));
    }
    Ok(number as u64)
}

#[inline]
pub fn shown(number: u64) -> String {
    // The message is the result.
    format!("{number} items")
}

#[cold]
#[inline(never)]
fn failure(number: i64) -> Result<u64, String> {
    // Out of the way.
    Err(format!("{number} is negative"))
}
