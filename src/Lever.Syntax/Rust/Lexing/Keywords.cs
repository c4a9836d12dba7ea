using System.Runtime.CompilerServices;
using Lever.Syntax.Trees;

namespace Lever.Syntax.Rust.Lexing;

/// <summary>
/// The keywords in a perfect hash: each is one little-endian word of up to eight bytes, and some bits of its product with
/// <see cref="NameTable.Multiplier"/> are different for each of them (the bits were found by search).
/// </summary>
internal sealed class Keywords
{
    private const int IndexBits = 10;
    private const int Shift = 53;

    private readonly ulong[] words = new ulong[1 << IndexBits];
    private readonly TokenKind[] kinds = new TokenKind[1 << IndexBits];

    public Keywords()
    {
        for (var kind = TokenKind.As; kind < TokenKind.Reserved; kind++)
        {
            Add(kind, kind switch
            {
                TokenKind.SelfValue => "self",
                TokenKind.SelfType => "Self",
                TokenKind.Underscore => "_",
                _ => kind.ToString().ToLowerInvariant(),
            });
        }
        foreach (var word in (ReadOnlySpan<string>)["abstract", "box", "do", "final", "override", "priv", "typeof", "unsized", "virtual"])
            Add(TokenKind.Reserved, word);
    }

    /// <summary>The keyword that a word spells, or <see cref="TokenKind.Name"/>.</summary>
    /// <param name="word">Up to eight bytes of identifier, zeros after them.</param>
    /// <param name="product">The word times <see cref="NameTable.Multiplier"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TokenKind Find(ulong word, ulong product)
    {
        var index = Index(product);
        return words[index] == word ? kinds[index] : TokenKind.Name;
    }

    private void Add(TokenKind kind, string spelling)
    {
        var word = 0UL;
        for (var at = spelling.Length - 1; at >= 0; at--) word = word << 8 | spelling[at];
        words[Index(word * NameTable.Multiplier)] = word;
        kinds[Index(word * NameTable.Multiplier)] = kind;
    }

    private static int Index(ulong product) => (int)(product >> Shift) & ((1 << IndexBits) - 1);
}
