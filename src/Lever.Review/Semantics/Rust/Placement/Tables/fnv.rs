// The standard library's maps with a hasher without state.
pub struct FnvHasher(u64);
pub type FnvBuildHasher = std::hash::BuildHasherDefault<FnvHasher>;
pub type FnvHashMap<K, V> = std::collections::HashMap<K, V, FnvBuildHasher>;
pub type FnvHashSet<T> = std::collections::HashSet<T, FnvBuildHasher>;
