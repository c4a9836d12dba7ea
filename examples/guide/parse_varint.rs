//! Section 5, fast paths for common cases: the guide's version, which it calls good, and which panics where there is no byte.

pub fn parse_varint(data: &[u8]) -> (u64, usize) {
    if data[0] < 128 {
        return (data[0] as u64, 1);
    }
    parse_varint_slow(data)
}

fn parse_varint_slow(data: &[u8]) -> (u64, usize) {
    let mut value = 0;
    for (at, byte) in data.iter().take(10).enumerate() {
        value |= u64::from(byte & 127) << (7 * at);
        if byte & 128 == 0 {
            return (value, at + 1);
        }
    }
    (value, data.len().min(10))
}
