pub struct Uuid([u8; 16]);
