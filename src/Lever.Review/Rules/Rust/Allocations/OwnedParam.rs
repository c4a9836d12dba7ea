//! Fixture of rs-owned-param.

use std::path::{Path, PathBuf};

fn score(name: String) -> u64 { // expect: rs-owned-param
    name.bytes().map(u64::from).sum()
}

fn total(weights: Vec<u64>, factor: u64) -> u64 { // expect: rs-owned-param, with a profile
    weights.iter().sum::<u64>() * factor
}

fn is_shown(path: PathBuf) -> bool { // expect: rs-owned-param, with a profile
    path.starts_with("shown")
}

pub fn scores(names: &[String], weights: &[u64], path: &Path) -> u64 {
    let all: u64 = names.iter().map(|name| score(name.clone())).sum();
    if is_shown(path.to_path_buf()) { all + total(weights.to_vec(), 2) } else { all }
}

fn kept(name: String, all: &mut Vec<String>) {
    // It is kept.
    all.push(name);
}

fn moved(name: String) -> u64 {
    // Its callers need it no longer.
    name.len() as u64
}

fn changed(mut name: String) -> usize {
    // It is changed.
    name.push('!');
    name.len()
}

pub fn public(name: String) -> usize {
    // Others may call it.
    name.len()
}

pub fn calls(names: &[String]) -> usize {
    let mut all = Vec::new();
    kept(names[0].clone(), &mut all);
    let made = format!("{}", all.len());
    moved(made) as usize + changed(names[0].clone()) + public(names[0].clone())
}

#[inline]
#[cfg(windows)]
fn plain_path(path: PathBuf) -> usize {
    // Elsewhere it keeps the path.
    path.as_os_str().len()
}

#[inline]
#[cfg(not(windows))]
fn plain_path(path: PathBuf) -> usize {
    drop(path);
    0
}

pub fn plain_paths(paths: &[PathBuf]) -> usize {
    let mut total = 0;
    for path in paths {
        total += plain_path(path.clone());
    }
    total
}
