using Lever.Workspace;
using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using Lever.Serving.Lsp;
using Lever.Syntax.Text;

namespace Lever.Tests.Serving.Lsp;

/// <summary>Edits by positions of any encoding give what a plain string would, and positions of findings come out as the client counts.</summary>
public partial class OpenDocumentTests
{
    private static readonly string[] parts = ["a", "b ", "\t", "\n", "\r\n", "\r", "é", "漢", "😀", "\uFEFF", "\u0301"];
    private static readonly Gen<string> texts = Gen.Int[0, parts.Length - 1].Array[0, 24].Select(chosen => string.Concat(chosen.Select(part => parts[part])));
    private static readonly Gen<LspPosition> positions = Gen.Select(Gen.Int[0, 8], Gen.Int[0, 12], (line, character) => new LspPosition(line, character));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Edits_give_what_a_plain_string_would(int number)
    {
        var encoding = (PositionEncoding)number;
        Gen.Select(texts, Gen.Select(positions, positions, texts).Array[1, 6]).Sample((first, edits) =>
        {
            var document = new DocumentText("file:///a.py", encoding);
            document.Open(1, first);
            var plain = first;
            foreach (var (one, other, text) in edits)
            {
                var range = one.Line < other.Line || one.Line == other.Line && one.Character <= other.Character ? new LspRange(one, other) : new LspRange(other, one);
                document.Change(2, [new TextChange(range, text)]);
                plain = plain[..IndexOf(plain, range.Start, encoding)] + text + plain[IndexOf(plain, range.End, encoding)..];
            }
            Assert.Equal(plain, TextOf(document));
        });
    }

    [Fact]
    public void Several_changes_are_made_one_after_the_other_and_one_without_a_range_replaces_all()
    {
        var document = new DocumentText("file:///a.py", PositionEncoding.Utf16);
        document.Open(1, "one\ntwo\n");
        document.Change(2, [new(new(new(0, 0), new(1, 0)), ""), new(new(new(0, 3), new(0, 3)), "!"), new(new(new(9, 9), new(9, 9)), "end")]);
        Assert.Equal("two!\nend", TextOf(document));
        document.Change(3, [new(null, "all"), new(new(new(0, 0), new(0, 1)), "A")]);
        Assert.Equal("All", TextOf(document));
        Assert.Equal(3, document.Version);
    }

    [Fact]
    public void A_range_whose_end_stands_before_its_start_only_inserts()
    {
        var document = new DocumentText("file:///a.py", PositionEncoding.Utf16);
        document.Open(1, "abc");
        document.Change(2, [new(new(new(0, 2), new(0, 1)), "-")]);
        Assert.Equal("ab-c", TextOf(document));
    }

    [Theory]
    [InlineData(0, "é😀x", 4, 4)]
    [InlineData(1, "é😀x", 4, 7)]
    [InlineData(2, "é😀x", 4, 3)]
    [InlineData(0, "\t\tx", 3, 2)]
    public void Columns_are_told_in_the_client_s_units(int encoding, string line, int column, int expected)
    {
        var lines = new LineMap(SourceText.From($"first\r\n{line}\r\n"));
        Assert.Equal(new LspPosition(1, expected), Places.PositionOf(lines, new Position(2, column), (PositionEncoding)encoding, hasMark: false));
        // Past a line's end there is only its end.
        Assert.Equal(new LspPosition(0, 5), Places.PositionOf(lines, new Position(1, 99), (PositionEncoding)encoding, hasMark: false));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Places_come_back_as_they_went(int number)
    {
        texts.Sample(text =>
        {
            var document = new DocumentText("file:///a.py", (PositionEncoding)number);
            document.Open(1, text);
            using var project = new ServedProject("file:///", new WorkspaceFolder("/"), null!, null!, null!, TestContext.Current.CancellationToken);
            var view = new DocumentView(new OpenDocument(document, project, "/a.py"));
            view.Load(null);
            var map = new LineMap(view.Text);
            for (var offset = 0; offset <= view.Text.Length; offset++)
            {
                if (offset < view.Text.Length && (view.Text.Bytes[offset] & 0xC0) == 0x80) continue;
                // Between the two halves of a line break there is no place.
                if (offset > 0 && offset < view.Text.Length && view.Text.Bytes[offset] == '\n' && view.Text.Bytes[offset - 1] == '\r') continue;
                Assert.Equal(map.PositionAt(offset), view.PlaceOf(view.PositionAt(offset)));
            }
        });
    }

    private static string TextOf(DocumentText document)
    {
        byte[] buffer = [];
        var (length, _, _, hasMark) = document.Copy(ref buffer);
        return (hasMark ? "\uFEFF" : "") + Encoding.UTF8.GetString(buffer, 0, length!.Value);
    }

    private static int IndexOf(string text, LspPosition position, PositionEncoding encoding)
    {
        var start = 0;
        for (var line = 0; line < position.Line; line++)
        {
            var found = LineBreak().Match(text, start);
            if (!found.Success) return text.Length;
            start = found.Index + found.Length;
        }
        var at = start;
        var left = position.Character;
        foreach (var rune in text[start..].EnumerateRunes())
        {
            var size = encoding switch { PositionEncoding.Utf8 => rune.Utf8SequenceLength, PositionEncoding.Utf16 => rune.Utf16SequenceLength, _ => 1 };
            if (left < size || rune.Value is '\n' or '\r') break;
            left -= size;
            at += rune.Utf16SequenceLength;
        }
        return at;
    }

    [GeneratedRegex("\r\n|\n|\r")]
    private static partial Regex LineBreak();
}
