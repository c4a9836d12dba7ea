using System.Text;
using CsCheck;
using Lever.Review.Semantics.Python.Templates;

namespace Lever.Tests;

public class TemplateTests
{
    [Fact]
    public void Tags_are_read_with_their_lines()
    {
        var template = Read("a {{ book.title|upper }}\n{# {{ no }} #}{%- for b in books -%}\n{% endfor %}{{}}{ %}");
        Assert.Equal(
            [new(TemplateTagKind.Value, "book.title|upper", 1), new(TemplateTagKind.Statement, "for b in books", 2), new(TemplateTagKind.Statement, "endfor", 3)], template.Tags);
        Assert.Equal(("for", "b in books"), (template.Tags[1].Word, template.Tags[1].Rest));
    }

    [Theory]
    [InlineData("book.author.name|upper", "book.author.name|upper")]
    [InlineData("url 'book.x' book.pk page=book.author.slug", "url, book.pk, book.author.slug")]
    [InlineData("book.tags.all()|join(\", \")", "book.tags.all|join(\",")]
    [InlineData("a == b and not rows.0.name", "a, b, and, not, rows.0.name")]
    [InlineData("x[1].y \"z", "x")]
    [InlineData("", "")]
    public void Paths_are_found_outside_of_quotes(string expression, string expected) =>
        Assert.Equal(expected, string.Join(", ", TemplatePaths.In(expression).Select(path => path.Text + path.Filter)));

    [Fact]
    public void Any_bytes_are_a_template()
    {
        Gen.OneOf(Gen.Const("{{"), Gen.Const("}}"), Gen.Const("{%"), Gen.Const("%}"), Gen.Const("{#"), Gen.Const("#}"), Gen.Const(" for x in y "), Gen.Const("\n"), Gen.Const("'"), Gen.Char.Select(letter => letter.ToString()))
            .Array[0, 60].Sample(parts =>
            {
                foreach (var tag in Read(string.Concat(parts)).Tags)
                {
                    Assert.True(tag.Line > 0 && tag.Text.Length > 0);
                    TemplatePaths.In(tag.Text);
                    TemplatePaths.Only(tag.Rest);
                }
            });
        Assert.Empty(Template.Read([0xff, 0xfe, (byte)'{', (byte)'{', 0x80]).Tags);
        // Braces that nothing closes take no more than a look each.
        Assert.Empty(Read(string.Concat(Enumerable.Repeat("{{ {% {# ", 100_000))).Tags);
        Assert.Empty(Read(new string('x', Template.LargestFile + 1) + "{{ x }}").Tags);
    }

    private static Template Read(string text) => Template.Read(Encoding.UTF8.GetBytes(text));
}
