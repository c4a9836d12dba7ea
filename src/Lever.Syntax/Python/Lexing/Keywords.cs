using System.Runtime.CompilerServices;
using Lever.Syntax.Trees;

namespace Lever.Syntax.Python.Lexing;

/// <summary>
/// The keywords in a perfect hash: a keyword of up to eight bytes is one little-endian word, and the top bits of its product
/// with <see cref="NameTable.Multiplier"/> are different for each of them (the multiplier was found by search).
/// </summary>
internal sealed class Keywords
{
    private const int IndexBits = 6;

    private readonly ulong[] words = new ulong[1 << IndexBits];
    private readonly TokenKind[] kinds = new TokenKind[1 << IndexBits];

    public Keywords()
    {
        for (var kind = TokenKind.None; kind <= TokenKind.With; kind++)
        {
            var spelling = kind.ToString();
            if (kind > TokenKind.False) spelling = spelling.ToLowerInvariant();
            var word = 0UL;
            for (var at = spelling.Length - 1; at >= 0; at--) word = word << 8 | spelling[at];
            words[Index(word * NameTable.Multiplier)] = word;
            kinds[Index(word * NameTable.Multiplier)] = kind;
        }
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

    private static int Index(ulong product) => (int)(product >> (64 - IndexBits));
}
