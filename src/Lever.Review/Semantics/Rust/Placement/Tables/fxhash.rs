// The standard library's maps with a hasher without state.
pub struct FxHasher { hash: usize }
pub struct FxBuildHasher;
pub type FxHashMap<K, V> = std::collections::HashMap<K, V, FxBuildHasher>;
pub type FxHashSet<T> = std::collections::HashSet<T, FxBuildHasher>;
