//! Makes inputs and tells what calls did: the part of Lever's harness that stands in a copy of the crate under test.
//!
//! It is written for every edition and for crates without a standard library, and holds nothing unsafe: the crate may forbid that.
#![allow(warnings)]

extern crate std;

use self::std::borrow::ToOwned;
use self::std::boxed::Box;
use self::std::cell::RefCell;
use self::std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use self::std::fmt::Debug;
use self::std::format;
use self::std::hash::{BuildHasher, Hash, Hasher};
use self::std::iter::Iterator;
use self::std::option::Option;
use self::std::string::{String, ToString};
use self::std::vec::Vec;

/// Of an iterator no more than these are taken.
const MOST_ITEMS: usize = 10_000;

/// Different inputs that one measurement goes through; a power of two.
pub const DISTINCT: usize = 8;

/// Odd numbers and texts, at which code most often goes wrong.
const ODD_TEXTS: &[&str] = &[
    "", " ", "\n", "a", "A", "0", "-1", "0.5", "1e9", "NaN", "é", "e\u{301}", "ß", "İ", "²", "٣", "😀", "\u{0}", "\u{feff}a", "a\r\nb", "a,b,,c", "a=b&c", "/", "../a",
    "\"quoted\"", "<a b='c'/>", "\t tab", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
];

/// Numbers that look random and follow from a seed (SplitMix64, Steele, Lea and Flood 2014), and the values made of them.
pub struct Source {
    state: u64,
    size: usize,
    is_odd: bool,
    depth: u32,
}

impl Source {
    /// `size`: elements of containers and characters of texts. Where values are to be `is_odd`, sizes vary and extremes are among them.
    pub fn new(seed: u64, size: usize, is_odd: bool) -> Source {
        Source { state: seed, size: size, is_odd: is_odd, depth: 0 }
    }

    pub fn size(&self) -> usize {
        self.size
    }

    /// A value of any type that inputs can be made of.
    pub fn make<T: Made>(&mut self) -> T {
        T::made(self)
    }

    pub fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From 0 up to, but without, the bound.
    pub fn below(&mut self, bound: usize) -> usize {
        ((self.next() as u128 * bound as u128) >> 64) as usize
    }

    fn is_odd_now(&mut self) -> bool {
        self.is_odd && self.below(4) == 0
    }

    /// How many elements a container gets. What stands in another one is small, so that the whole has about the size asked for.
    fn count(&mut self) -> usize {
        let whole = if self.depth > 1 { self.size.min(6) } else { self.size };
        if self.is_odd { self.below(2 * whole + 1) } else { whole }
    }

    fn whole<T>(&mut self, make: fn(&mut Source, usize) -> T) -> T {
        self.depth += 1;
        let count = self.count();
        let made = make(self, count);
        self.depth -= 1;
        made
    }
}

/// A type that inputs can be made of. References are to values that are never freed: there are few of them.
pub trait Made: Sized {
    fn made(source: &mut Source) -> Self;
}

macro_rules! whole_numbers {
    ($($number:ty),*) => {$(
        impl Made for $number {
            fn made(source: &mut Source) -> $number {
                if source.is_odd_now() {
                    let odd: [$number; 6] = [0, 1, 2, <$number>::max_value(), <$number>::min_value(), (0 as $number).wrapping_sub(1)];
                    // Extremes of what is also a size can take all memory or time: they are rare.
                    let among = if source.below(4) == 0 { 6 } else { 3 };
                    return odd[source.below(among)];
                }
                // What is also an index or a length is as large as containers are.
                let bound = if stringify!($number) == "usize" { source.size.max(2) } else { 100 };
                source.below(bound) as $number
            }
        }
    )*};
}

whole_numbers!(u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize);

macro_rules! floats {
    ($($number:ident),*) => {$(
        impl Made for $number {
            fn made(source: &mut Source) -> $number {
                if source.is_odd_now() {
                    let odd = [0.0, -0.0, 1.0, -1.0, self::std::$number::NAN, self::std::$number::INFINITY, self::std::$number::NEG_INFINITY, self::std::$number::MAX, self::std::$number::MIN_POSITIVE];
                    return odd[source.below(odd.len())];
                }
                (source.below(2_000_000) as $number - 1_000_000.0) / 1000.0
            }
        }
    )*};
}

floats!(f32, f64);

impl Made for bool {
    fn made(source: &mut Source) -> bool {
        source.below(2) == 0
    }
}

impl Made for char {
    fn made(source: &mut Source) -> char {
        if source.is_odd_now() {
            let odd = ['\0', '\n', ' ', 'A', '0', 'é', 'ß', '²', '\u{301}', '😀', '\u{10ffff}'];
            return odd[source.below(odd.len())];
        }
        (b'a' + source.below(26) as u8) as char
    }
}

impl Made for String {
    fn made(source: &mut Source) -> String {
        if source.is_odd_now() {
            return ODD_TEXTS[source.below(ODD_TEXTS.len())].to_owned();
        }
        source.whole(|source, count| {
            let mut text = String::new();
            for at in 0..count {
                let kind = source.below(12);
                text.push(match kind {
                    0 if at > 0 => ' ',
                    1 => (b'0' + source.below(10) as u8) as char,
                    2 => (b'A' + source.below(26) as u8) as char,
                    _ => (b'a' + source.below(26) as u8) as char,
                });
            }
            text
        })
    }
}

impl Made for &'static str {
    fn made(source: &mut Source) -> &'static str {
        Box::leak(String::made(source).into_boxed_str())
    }
}

impl<T: Made> Made for &'static T {
    fn made(source: &mut Source) -> &'static T {
        Box::leak(Box::new(T::made(source)))
    }
}

impl<T: Made> Made for &'static [T] {
    fn made(source: &mut Source) -> &'static [T] {
        Box::leak(Vec::made(source).into_boxed_slice())
    }
}

impl<T: Made> Made for Vec<T> {
    fn made(source: &mut Source) -> Vec<T> {
        source.whole(|source, count| {
            let mut list = Vec::with_capacity(count);
            for _ in 0..count {
                list.push(T::made(source));
            }
            list
        })
    }
}

impl<T: Made, const N: usize> Made for [T; N] {
    fn made(source: &mut Source) -> [T; N] {
        self::std::array::from_fn(|_| T::made(source))
    }
}

impl<T: Made> Made for VecDeque<T> {
    fn made(source: &mut Source) -> VecDeque<T> {
        Vec::made(source).into_iter().collect()
    }
}

impl<T: Made> Made for Box<T> {
    fn made(source: &mut Source) -> Box<T> {
        Box::new(T::made(source))
    }
}

impl<T: Made> Made for Box<[T]> {
    fn made(source: &mut Source) -> Box<[T]> {
        Vec::made(source).into_boxed_slice()
    }
}

impl<T: Made> Made for Option<T> {
    fn made(source: &mut Source) -> Option<T> {
        if source.below(4) == 0 { Option::None } else { Option::Some(T::made(source)) }
    }
}

impl<K: Made + Eq + Hash, V: Made, S: BuildHasher + Default> Made for HashMap<K, V, S> {
    fn made(source: &mut Source) -> HashMap<K, V, S> {
        Vec::<(K, V)>::made(source).into_iter().collect()
    }
}

impl<T: Made + Eq + Hash, S: BuildHasher + Default> Made for HashSet<T, S> {
    fn made(source: &mut Source) -> HashSet<T, S> {
        Vec::made(source).into_iter().collect()
    }
}

impl<K: Made + Ord, V: Made> Made for BTreeMap<K, V> {
    fn made(source: &mut Source) -> BTreeMap<K, V> {
        Vec::<(K, V)>::made(source).into_iter().collect()
    }
}

impl<T: Made + Ord> Made for BTreeSet<T> {
    fn made(source: &mut Source) -> BTreeSet<T> {
        Vec::made(source).into_iter().collect()
    }
}

impl Made for () {
    fn made(_: &mut Source) {}
}

macro_rules! tuples {
    ($(($($name:ident),*)),*) => {$(
        impl<$($name: Made),*> Made for ($($name,)*) {
            fn made(source: &mut Source) -> ($($name,)*) {
                ($($name::made(source),)*)
            }
        }
    )*};
}

tuples!((A), (A, B), (A, B, C), (A, B, C, D), (A, B, C, D, E), (A, B, C, D, E, F));

/// What one call did.
pub struct Seen {
    /// The call with its arguments, as a reader would write it.
    pub call: String,
    pub result: String,
    /// How it was written down: `items`, `debug`, `hash` or `nothing`.
    pub told_by: &'static str,
    /// The result of a second call with the same variables, where there was one.
    pub again: Option<String>,
    /// Arguments that the call can change, as they are after it.
    pub arguments: String,
}

/// A result that is to be written down, or used up. What its type can do decides how: methods are looked up on a reference to a reference
/// to it, so that the first trait below that fits is taken.
pub struct Told<T>(RefCell<Option<T>>);

impl<T> Told<T> {
    pub fn of(result: T) -> Told<T> {
        Told(RefCell::new(Option::Some(result)))
    }

    fn take(&self) -> T {
        self.0.borrow_mut().take().expect("a result is told once")
    }
}

pub trait ByItems {
    fn tell(&self) -> (String, &'static str);
}

impl<T: Iterator> ByItems for &'_ &'_ &'_ Told<T>
where
    T::Item: Debug,
{
    fn tell(&self) -> (String, &'static str) {
        (format!("{:?}", self.take().take(MOST_ITEMS).collect::<Vec<_>>()), "items")
    }
}

pub trait ByDebug {
    fn tell(&self) -> (String, &'static str);
}

impl<T: Debug> ByDebug for &'_ &'_ Told<T> {
    fn tell(&self) -> (String, &'static str) {
        (format!("{:?}", self.take()), "debug")
    }
}

pub trait ByHash {
    fn tell(&self) -> (String, &'static str);
}

impl<T: Hash> ByHash for &'_ Told<T> {
    fn tell(&self) -> (String, &'static str) {
        let mut hasher = self::std::collections::hash_map::DefaultHasher::new();
        self.take().hash(&mut hasher);
        (format!("hash {:016x}", hasher.finish()), "hash")
    }
}

pub trait ByNothing {
    fn tell(&self) -> (String, &'static str);
}

impl<T> ByNothing for Told<T> {
    fn tell(&self) -> (String, &'static str) {
        (String::new(), "nothing")
    }
}

/// Uses a result up in a timed loop: of an iterator, what it goes through.
pub trait UsedByItems {
    fn finish(&self);
}

impl<T: Iterator> UsedByItems for &'_ Told<T> {
    #[inline]
    fn finish(&self) {
        for item in self.take() {
            let _ = self::std::hint::black_box(item);
        }
    }
}

pub trait Used {
    fn finish(&self);
}

impl<T> Used for Told<T> {
    #[inline]
    fn finish(&self) {
        let _ = self::std::hint::black_box(self.take());
    }
}
