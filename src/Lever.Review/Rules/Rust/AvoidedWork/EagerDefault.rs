//! Fixture of rs-eager-default.

use std::collections::HashMap;
use std::rc::Rc;

pub fn names(known: &HashMap<u32, String>, ids: &[u32]) -> Vec<String> {
    ids.iter().map(|id| known.get(id).cloned().unwrap_or(format!("user-{id}"))).collect() // expect: rs-eager-default, tier B
}

pub fn checked(known: &HashMap<u32, u64>, ids: &[u32]) -> Result<u64, String> {
    let mut sum = 0;
    for id in ids {
        sum += known.get(id).ok_or(format!("{id} is not known"))?; // expect: rs-eager-default, tier B
    }
    Ok(sum)
}

pub fn parsed(text: &str) -> String {
    text.parse::<u64>().map(|number| number.to_string()).unwrap_or("none".to_string()) // expect: rs-eager-default, tier C
}

pub fn filled(known: &mut HashMap<u32, String>, ids: &[u32]) -> usize {
    let mut sum = 0;
    for id in ids {
        sum += known.entry(*id).or_insert(String::from("unnamed")).len(); // expect: rs-eager-default, tier C
    }
    sum
}

pub fn copied(known: &HashMap<u32, Vec<u64>>, id: u32, usual: &Vec<u64>) -> Vec<u64> {
    known.get(&id).cloned().unwrap_or(usual.clone()) // expect: rs-eager-default, tier C
}

pub fn listed(known: Option<Vec<u64>>) -> Vec<u64> {
    known.unwrap_or(vec![1, 2, 3]) // expect: rs-eager-default, tier C
}

pub fn lower(known: Option<String>, text: &str) -> String {
    known.unwrap_or(text.to_lowercase()) // expect: rs-eager-default, tier C
}

pub fn noted(is_late: bool, days: u64) -> Option<String> {
    is_late.then_some(format!("{days} days late")) // expect: rs-eager-default, tier C
}

pub fn read(given: Option<String>, path: &str) -> String {
    given.unwrap_or(std::fs::read_to_string(path).unwrap_or_default()) // expect: rs-eager-default, tier B
}

pub struct Names {
    last: Option<String>,
    usual: String,
}

impl Names {
    pub fn last(&mut self) -> &mut String {
        self.last.get_or_insert(self.usual.clone()) // expect: rs-eager-default, tier C
    }

    fn next(&mut self) -> usize {
        self.usual.push('x');
        self.usual.len()
    }

    pub fn counted(&mut self, name: Option<String>) -> String {
        // Whether the count is to go up each time is for somebody to say.
        name.unwrap_or(format!("user-{}", self.next())) // expect: rs-eager-default, tier C
    }
}

pub fn empty(known: &HashMap<u32, String>, id: u32) -> String {
    // Allocates nothing.
    known.get(&id).cloned().unwrap_or(String::new())
}

pub fn blank(known: Option<String>) -> String {
    // Nor does an empty text.
    known.unwrap_or("".to_string())
}

pub fn number(known: &HashMap<u32, u64>, id: u32) -> u64 {
    // A number.
    known.get(&id).copied().unwrap_or(7)
}

pub fn counted(known: Option<Rc<String>>, usual: &Rc<String>) -> Rc<String> {
    // A clone that counts.
    known.unwrap_or(usual.clone())
}

pub fn lazy(known: &HashMap<u32, String>, id: u32) -> String {
    // Only where it is needed.
    known.get(&id).cloned().unwrap_or_else(|| format!("user-{id}"))
}

pub fn fallible(known: &HashMap<u32, String>, text: &str) -> Result<String, std::num::ParseIntError> {
    // What may leave the function cannot be put off.
    Ok(known.get(&0).cloned().unwrap_or(format!("user-{}", text.parse::<u32>()?)))
}

pub fn told(given: Result<u64, String>, name: Option<u64>) -> Result<u64, String> {
    // An error is made once, when all is over.
    given.map_err(|error| name.ok_or(format!("nothing after {error}")).map_or_else(|own| own, |number| format!("{number}")))
}

pub struct Setting(Option<String>);

impl Setting {
    pub fn unwrap_or(self, usual: String) -> String {
        self.0.unwrap_or(usual)
    }
}

pub fn own(setting: Setting, id: u32) -> String {
    // A method of another type has no lazy form that is known.
    setting.unwrap_or(format!("setting-{id}"))
}
