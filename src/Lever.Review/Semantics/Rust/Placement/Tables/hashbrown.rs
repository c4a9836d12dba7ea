// The maps that the standard library is built on.
pub struct HashMap<K, V, S = std::hash::BuildHasherDefault<()>> { hasher: S, table: std::raw::RawTable }
pub struct HashSet<T, S = std::hash::BuildHasherDefault<()>> { hasher: S, table: std::raw::RawTable }
