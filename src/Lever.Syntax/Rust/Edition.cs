namespace Lever.Syntax.Rust;

/// <summary>An edition of the Rust language: which words are keywords depends on it.</summary>
public enum Edition
{
    Rust2015 = 2015,
    Rust2018 = 2018,
    Rust2021 = 2021,
    Rust2024 = 2024,
}
