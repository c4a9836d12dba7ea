using Lever.Syntax.Rust.Lexing;
using static Lever.Syntax.Rust.Lexing.TokenKind;

namespace Lever.Syntax.Rust.Parsing;

/// <summary>Files, modules, and the items that are short.</summary>
internal static class Items
{
    // Crate: InnerAttribute* Item*
    public static void SourceFile(Cursor c)
    {
        var mark = c.Mark;
        while (!c.At(EndOfFile))
        {
            c.MayOmitNames = false;
            InList(c, int.MaxValue);
        }
        c.Finish(Kind.SourceFile, mark, 0, c.Source.Length, 0);
    }

    // '{' InnerAttribute* Item* '}'
    public static void List(Cursor c, bool isTrait = false)
    {
        var (mark, start) = (c.Mark, c.Start);
        if (!c.At(OpenBrace))
        {
            c.Unexpected("expected `{`");
            return;
        }
        var limit = c.Current.Data;
        c.Descend(Cursor.BracketWeight);
        c.Bump();
        while (c.Position < limit && !c.At(EndOfFile) && !c.Failed)
        {
            c.MayOmitNames = isTrait && c.Edition == Edition.Rust2015;
            InList(c, limit);
        }
        c.Expect(CloseBrace, "expected `}` after the items");
        c.Ascend(Cursor.BracketWeight);
        c.Finish(Kind.ItemList, mark, start);
    }

    /// <summary>An item or inner attribute. An error goes on behind what was meant to be one.</summary>
    private static void InList(Cursor c, int limit)
    {
        if (Attributes.AtInner(c))
        {
            var attribute = c.StartUnit();
            Attributes.One(c);
            c.EndUnit(attribute, limit);
            return;
        }
        var unit = c.StartUnit();
        var (mark, start) = (c.Mark, c.Start);
        Attributes.Outer(c);
        if (!Item(c, mark, start) && !MacroItem(c, mark, start)) c.Unexpected("expected an item");
        c.EndUnit(unit, limit);
    }

    /// <summary>The rest of an item whose attributes are finished; false where none starts here. Calls of macros are none here.</summary>
    /// <param name="mark">Taken before the attributes.</param>
    public static bool Item(Cursor c, int mark, int start)
    {
        switch (c.Kind)
        {
            case Pub:
                Attributes.Visibility(c);
                if (!Unmodified(c, mark, start) && !MacroItem(c, mark, start, hasVisibility: true)) c.Unexpected("expected an item after `pub`");
                return true;
            case Fn or Const or Unsafe or Extern or Async or TokenKind.Struct or TokenKind.Enum or TokenKind.Trait or TokenKind.Impl or Mod or TokenKind.Use or TokenKind.Type or TokenKind.Static or Macro or Name:
                if (!Starts(c)) return false;
                Attributes.Visibility(c);
                Unmodified(c, mark, start);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Does an item start here, and no expression?</summary>
    private static bool Starts(Cursor c) => c.Kind switch
    {
        Fn or TokenKind.Struct or TokenKind.Enum or TokenKind.Trait or Mod or TokenKind.Use or TokenKind.Type or Extern or TokenKind.Impl => true,
        // `const { … }` and `const |x| …` are expressions.
        Const => c.Peek() is Name or Underscore or Fn or Unsafe or Extern or TokenKind.Trait or Mut or TokenKind.Impl
            || (c.Peek() == Async && c.Peek(2) is Fn or Unsafe or Extern),
        Unsafe => c.Peek() is Fn or Extern or TokenKind.Trait or TokenKind.Impl or TokenKind.Static or Mod || c.Spells("auto"u8, 1),
        Async => c.Peek() is Fn or Unsafe or Extern || (c.Spells("gen"u8, 1) && c.Peek(2) == Fn),
        TokenKind.Static => c.Peek() is Name or Underscore or Mut,
        Macro => c.Peek() == Name,
        Name => StartsWithName(c),
        _ => false,
    };

    private static bool StartsWithName(Cursor c) => c.Peek() switch
    {
        Name => c.Spells("union"u8) || (c.Spells("auto"u8) && c.Peek() == TokenKind.Trait) || (c.Spells("default"u8) && c.Peek(2) == Fn && c.Spells("async"u8, 1)),
        TokenKind.Trait => c.Spells("auto"u8),
        Fn => c.Spells("default"u8) || c.Spells("safe"u8) || c.Spells("async"u8) || c.Spells("gen"u8),
        TokenKind.Static => c.Spells("safe"u8),
        TokenKind.Impl or TokenKind.Type => c.Spells("default"u8),
        Const or Unsafe or Async or Extern => c.Spells("default"u8) || c.Spells("safe"u8) || (c.Spells("async"u8) && c.Peek() is Unsafe or Extern && c.Peek(2) is Fn or Str),
        Bang => c.Spells("macro_rules"u8) && c.Peek(2) == Name,
        _ => false,
    };

    /// <summary>An item whose attributes and visibility are finished; false where none starts here.</summary>
    private static bool Unmodified(Cursor c, int mark, int start)
    {
        switch (c.Kind)
        {
            case Fn:
                Functions.Rest(c, mark, start, Modifiers.None);
                return true;
            case TokenKind.Struct:
                Definitions.Struct(c, mark, start, Kind.Struct);
                return true;
            case TokenKind.Enum:
                Definitions.Enum(c, mark, start);
                return true;
            case Mod:
                Module(c, mark, start);
                return true;
            case TokenKind.Use:
                Use(c, mark, start);
                return true;
            case TokenKind.Type:
                Definitions.TypeAlias(c, mark, start);
                return true;
            case TokenKind.Static:
                Definitions.Static(c, mark, start, Modifiers.None);
                return true;
            case TokenKind.Trait:
                Definitions.Trait(c, mark, start, Modifiers.None);
                return true;
            case TokenKind.Impl:
                Definitions.Impl(c, mark, start, Modifiers.None);
                return true;
            case Macro:
                MacroDefinition(c, mark, start);
                return true;
            case Const when c.Peek() is Name or Underscore or Mut && !(c.Peek() == Name && c.Peek(2) is Fn or Unsafe or Extern && (c.Spells("async"u8, 1) || c.Spells("safe"u8, 1) || c.Spells("gen"u8, 1))):
                Definitions.Const(c, mark, start);
                return true;
            case Extern when c.Peek() == Crate:
                ExternCrate(c, mark, start);
                return true;
            case Extern when c.Peek() == OpenBrace || (c.Peek() == Str && c.Peek(2) == OpenBrace):
                ExternBlock(c, mark, start, Modifiers.Extern);
                return true;
            case Name when c.Spells("union"u8) && c.Peek() == Name:
                Definitions.Struct(c, mark, start, Kind.Union);
                return true;
            case Name when c.Spells("macro_rules"u8) && c.Peek() == Bang:
                c.Bump();
                MacroDefinition(c, mark, start);
                return true;
            case Const or Unsafe or Async or Extern or Name when c.At(Name) is false || StartsWithName(c):
                Modified(c, mark, start);
                return true;
            default:
                return false;
        }
    }

    /// <summary>A function, trait, impl or the like behind its modifiers.</summary>
    private static void Modified(Cursor c, int mark, int start)
    {
        var modifiers = Modifiers.None;
        if (c.Spells("auto"u8) || (c.At(Unsafe) && c.Spells("auto"u8, 1)))
        {
            if (c.Eat(Unsafe)) modifiers |= Modifiers.Unsafe;
            c.Bump();
            Definitions.Trait(c, mark, start, modifiers | Modifiers.Auto);
            return;
        }
        modifiers = Functions.Qualifiers(c);
        switch (c.Kind)
        {
            case TokenKind.Trait:
                Definitions.Trait(c, mark, start, modifiers);
                return;
            case TokenKind.Impl:
                Definitions.Impl(c, mark, start, modifiers);
                return;
            case TokenKind.Static:
                Definitions.Static(c, mark, start, modifiers);
                return;
            case Mod:
                Module(c, mark, start);
                return;
            case TokenKind.Type:
                Definitions.TypeAlias(c, mark, start);
                return;
            case OpenBrace when (modifiers & Modifiers.Extern) != 0:
                Items.ForeignItems(c, mark, start, modifiers);
                return;
            case Name or Underscore when (modifiers & Modifiers.Const) != 0:
                Definitions.ConstAfterKeyword(c, mark, start);
                return;
            default:
                Functions.Rest(c, mark, start, modifiers);
                return;
        }
    }

    // Module: 'mod' IDENTIFIER ( ';' | '{' InnerAttribute* Item* '}' )
    private static void Module(Cursor c, int mark, int start)
    {
        c.Bump();
        c.NameLeaf("expected the name of a module");
        if (c.Eat(Semicolon)) c.Absent();
        else List(c);
        c.Finish(Kind.Module, mark, start);
    }

    // ExternCrate: 'extern' 'crate' ( IDENTIFIER | 'self' ) ( 'as' ( IDENTIFIER | '_' ) )? ';'
    private static void ExternCrate(Cursor c, int mark, int start)
    {
        c.Bump();
        c.Bump();
        if (c.At(SelfValue)) c.BumpLeaf(Kind.Name, c.NameId());
        else c.NameLeaf("expected the name of a crate");
        Alias(c);
        c.Expect(Semicolon, "expected `;` after `extern crate`");
        c.Finish(Kind.ExternCrate, mark, start);
    }

    private static void Alias(Cursor c)
    {
        if (!c.Eat(As)) c.Absent();
        else if (c.At(Underscore)) c.BumpLeaf(Kind.Name, c.NameId());
        else c.NameLeaf("expected a name after `as`");
    }

    // ExternBlock: 'unsafe'? 'extern' Abi? '{' InnerAttribute* ExternalItem* '}'
    private static void ExternBlock(Cursor c, int mark, int start, Modifiers modifiers)
    {
        c.Bump();
        c.Eat(Str);
        ForeignItems(c, mark, start, modifiers);
    }

    private static void ForeignItems(Cursor c, int mark, int start, Modifiers modifiers)
    {
        List(c);
        c.FinishWith(Kind.ExternBlock, mark, start, (int)modifiers);
    }

    // UseDeclaration: 'use' UseTree ';'
    private static void Use(Cursor c, int mark, int start)
    {
        c.Bump();
        UseTree(c);
        c.Expect(Semicolon, "expected `;` after `use`");
        c.Finish(Kind.Use, mark, start);
    }

    // UseTree: ( SimplePath? '::' )? ( '*' | '{' ( UseTree ( ',' UseTree )* ','? )? '}' ) | SimplePath ( 'as' ( IDENTIFIER | '_' ) )?
    private static void UseTree(Cursor c)
    {
        var (mark, start) = (c.Mark, c.Start);
        var hasPath = !(c.Kind is OpenBrace or Star) && !(c.At(ColonColon) && c.Peek() is OpenBrace or Star);
        if (hasPath)
        {
            Paths.Simple(c);
        }
        else if (c.At(ColonColon) && c.Peek() is OpenBrace or Star)
        {
            c.Leaf(Kind.GlobalRoot, c.Start, c.Current.End);
        }
        else
        {
            c.Absent(start);
        }
        c.Eat(ColonColon);
        var isGlob = c.Eat(Star);
        if (c.At(OpenBrace)) UseTrees(c);
        else c.Absent();
        Alias(c);
        c.FinishWith(Kind.UseTree, mark, start, isGlob ? 1 : 0);
    }

    private static void UseTrees(Cursor c)
    {
        var (mark, start) = (c.Mark, c.Start);
        c.Descend(Cursor.BracketWeight);
        c.Bump();
        while (!c.At(CloseBrace) && !c.Failed)
        {
            UseTree(c);
            if (!c.Eat(Comma)) break;
        }
        c.Expect(CloseBrace, "expected `,` or `}` in a list of imports");
        c.Ascend(Cursor.BracketWeight);
        c.Finish(Kind.UseTreeList, mark, start);
    }

    // MacroRulesDefinition: 'macro_rules' '!' IDENTIFIER DelimTokenTree ';'?   'macro' IDENTIFIER ParenTokenTree? BraceTokenTree
    private static void MacroDefinition(Cursor c, int mark, int start)
    {
        c.Bump();
        c.NameLeaf("expected the name of a macro");
        var isBraced = c.At(OpenBrace);
        if (Macros.AtTokenTree(c)) Macros.TokenTree(c);
        else c.Fail("expected the macro's rules");
        if (c.At(OpenBrace) && !isBraced) Macros.TokenTree(c);
        else if (!isBraced) c.Eat(Semicolon);
        c.Finish(Kind.MacroDefinition, mark, start);
    }

    // MacroInvocationSemi: SimplePath '!' ( '(' … ')' ';' | '[' … ']' ';' | '{' … '}' )
    private static bool MacroItem(Cursor c, int mark, int start, bool hasVisibility = false)
    {
        if (!Paths.Starts(c.Kind) || c.At(Less)) return false;
        if (!hasVisibility) c.Absent(c.Start);
        var call = (c.Mark, c.Start);
        Paths.Simple(c);
        // A name after the `!` belonged to macros of old.
        if (!c.At(Bang)) return false;
        var isBraced = c.Peek() == OpenBrace;
        Macros.Call(c, call.Mark, call.Start);
        if (!isBraced) c.Expect(Semicolon, "expected `;` after a macro call");
        c.Finish(Kind.MacroItem, mark, start);
        return true;
    }
}
