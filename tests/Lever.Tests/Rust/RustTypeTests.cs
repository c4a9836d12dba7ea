using Lever.Review.Semantics.Rust;
using Lever.Syntax.Rust;
using Lever.Syntax.Text;

namespace Lever.Tests.Rust;

/// <summary>`//: type` after a `let` says the type of the variable that it binds.</summary>
public sealed class RustTypeTests
{
    internal static RustModule Load(string source)
    {
        var module = new RustModule();
        module.Load(RustParser.ParseOnce(SourceText.From(source)), "src/lib.rs", RustProject.Empty, null);
        return module;
    }

    [Theory]
    [InlineData("let x = 1u32;", "u32")]
    [InlineData("let x = \"a\";", "&str")]
    [InlineData("let x = String::from(\"a\");", "std::string::String")]
    [InlineData("let x = Vec::<u8>::new();", "std::vec::Vec<u8>")]
    [InlineData("let mut x = Vec::new(); x.push(1u8);", "std::vec::Vec<u8>")]
    [InlineData("let x: Vec<_> = names.iter().map(|n| n.len()).collect();", "std::vec::Vec<usize>")]
    [InlineData("let x = names.iter().map(|n| n.to_uppercase()).collect::<Vec<_>>();", "std::vec::Vec<std::string::String>")]
    [InlineData("let x = names.iter();", "std::slice::Iter<&std::string::String>")]
    [InlineData("let x = names.iter().filter(|n| n.is_empty()).count();", "usize")]
    [InlineData("let x = names.first();", "std::option::Option<&std::string::String>")]
    [InlineData("let x = names.first().unwrap();", "&std::string::String")]
    [InlineData("let x = names[0].clone();", "std::string::String")]
    [InlineData("let x = &names[1..];", "&[std::string::String]")]
    [InlineData("let x = names.clone();", "std::vec::Vec<std::string::String>")]
    [InlineData("let x = names.to_vec();", "std::vec::Vec<std::string::String>")]
    [InlineData("let x = format!(\"{}\", 1);", "std::string::String")]
    [InlineData("let x = map.get(\"a\");", "std::option::Option<&u32>")]
    [InlineData("let x = map[\"a\"];", "u32")]
    [InlineData("let x = map.keys();", "std::iter::ExactSizeIterator<&std::string::String>")]
    [InlineData("let x = map.entry(String::new()).or_insert(0);", "&mut u32")]
    [InlineData("let x = if names.is_empty() { None } else { Some(1u8) };", "std::option::Option<u8>")]
    [InlineData("let Some(x) = names.first() else { return };", "&std::string::String")]
    [InlineData("let (x, _) = (1u8, 2u16);", "u8")]
    [InlineData("let x = (1u8, 2u16).1;", "u16")]
    [InlineData("let x = Point { a: 1, b: vec![] };", "src::Point")]
    [InlineData("let x = Point::new();", "src::Point")]
    [InlineData("let x = Point::new().b;", "std::vec::Vec<i64>")]
    [InlineData("let x = Point::new().first();", "i64")]
    [InlineData("let x = Arc::new(Mutex::new(Point::new())).lock().unwrap();", "std::sync::MutexGuard<src::Point>")]
    [InlineData("let x = Arc::new(Mutex::new(Point::new())).lock().unwrap().a;", "u8")]
    [InlineData("let m = Mutex::new(1u8); let x = m.lock().unwrap();", "std::sync::MutexGuard<u8>")]
    [InlineData("let x = fs::read_to_string(\"a\").unwrap();", "std::string::String")]
    [InlineData("let x = std::fs::File::open(\"a\").unwrap();", "std::fs::File")]
    [InlineData("let x = Regex::new(\"a\");", "std::result::Result<regex::Regex, ?>")]
    [InlineData("let x = \"a b\".split(' ').map(str::to_owned);", "std::iter::Iterator<std::string::String>")]
    [InlineData("let x = names.len() + 1;", "usize")]
    [InlineData("let x = names.len() as f32;", "f32")]
    [InlineData("let x = names.len() > 1;", "bool")]
    [InlineData("let x = [0u8; SIZE];", "[u8; 12]")]
    [InlineData("let x: Alias = Default::default();", "std::collections::HashMap<u8, u16>")]
    [InlineData("let x = Kind::Big(1);", "src::Kind")]
    [InlineData("let x = match Kind::Big(1) { Kind::Big(n) => n, Kind::Small => 2 };", "u64")]
    [InlineData("let x = Wrapper { inner: 1u8 }.get();", "&?")]
    [InlineData("let w: Wrapper<String> = make(); let x = w.get();", "&std::string::String")]
    [InlineData("let x = names.iter().zip(1u8..).collect::<HashMap<_, _>>();", "std::collections::HashMap<&std::string::String, ?>")]
    [InlineData("let x = unknown(names);", "?")]
    [InlineData("let x = names.iter().enumerate().next().unwrap().0;", "usize")]
    [InlineData("let f = |a: u8| a.to_string(); let x = f(1);", "std::string::String")]
    public void A_variable_has_the_type_of_its_value(string statement, string type)
    {
        var source = $$"""
            use std::collections::HashMap;
            use std::sync::{Arc, Mutex};
            use std::fs;
            use regex::Regex;
            const SIZE: usize = 3 * 4;
            type Alias = HashMap<u8, u16>;
            struct Point { a: u8, b: Vec<i64> }
            impl Point {
                fn new() -> Self { Self { a: 1, b: Vec::new() } }
                fn first(&self) -> i64 { self.b[0] }
            }
            struct Wrapper<T> { inner: T }
            impl<T> Wrapper<T> { fn get(&self) -> &T { &self.inner } }
            enum Kind { Small, Big(u64) }
            fn f(names: Vec<String>, map: HashMap<String, u32>) { {{statement}} }
            """;
        var module = Load(source);
        var found = "no variable x";
        for (var id = 0; id < module.Tree.Count; id++)
            if (module.Tree[id].Kind == Kind.BindingPattern && module.BindingAt(module.Tree[id]) is { Name: "x" } variable) found = module.TypeOf(variable).ToString();
        Assert.Equal(type, found.Replace("lib::", "src::", StringComparison.Ordinal));
    }
}
