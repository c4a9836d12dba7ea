//! Fixture of rs-unread-value.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, MutexGuard};

pub fn total(groups: &[Vec<u64>]) -> u64 {
    let mut mapping: Vec<u64> = Vec::with_capacity(groups.len()); // expect: rs-unread-value
    for group in groups {
        mapping.extend(group.iter().copied());
    }
    groups.iter().map(|group| group.iter().sum::<u64>()).sum()
}

pub fn counted(names: &[String]) -> usize {
    let mut seen: HashSet<String> = HashSet::new(); // expect: rs-unread-value
    for name in names {
        seen.insert(name.clone());
    }
    names.len()
}

pub fn joined(names: &[String]) -> usize {
    let mut text = String::new(); // expect: rs-unread-value
    for name in names {
        text.push_str(name);
    }
    names.len()
}

pub fn read(names: &[String]) -> usize {
    let mut seen: HashMap<&str, usize> = HashMap::new();
    for name in names {
        seen.insert(name, 1);
    }
    // Read in the end.
    seen.len()
}

pub fn answered(names: &[String]) -> usize {
    let mut seen: HashSet<&str> = HashSet::new();
    let mut count = 0;
    for name in names {
        // What `insert` answers is what the set is for.
        if seen.insert(name) {
            count += 1;
        }
    }
    count
}

pub fn locked(locks: &[Mutex<u64>]) -> u64 {
    let mut _guards: Vec<MutexGuard<u64>> = Vec::new();
    for lock in locks {
        // The guards have to live on.
        _guards.push(lock.lock().unwrap());
    }
    7
}

pub fn given(names: &mut Vec<String>) {
    let mut list = names;
    // The caller's own list.
    list.push(String::new());
}

pub fn returned(names: &[String]) -> Vec<String> {
    let mut list = Vec::new();
    for name in names {
        list.push(name.clone());
    }
    // The caller reads it.
    list
}

pub fn addresses(names: &[String], mut send: impl FnMut(&[*const u8])) {
    let mut kept = vec![];
    let mut pointers = vec![];
    for name in names {
        let bytes = name.clone().into_bytes();
        pointers.push(bytes.as_ptr());
        // The pointers lead to it.
        kept.push(bytes);
    }
    send(&pointers);
}

pub struct Regions;

impl Regions {
    fn write_lock_region(&self, region: u64) -> Result<std::rc::Rc<u64>, String> {
        Ok(std::rc::Rc::new(region))
    }
}

pub fn held(regions: &Regions, ids: &[u64]) -> Result<usize, String> {
    let mut taken = Vec::with_capacity(ids.len());
    for id in ids {
        // Each is held until the end.
        taken.push(regions.write_lock_region(*id)?);
    }
    Ok(ids.len())
}
