using System.Text;
using System.Text.Json;
using CsCheck;
using Lever.Syntax.Python.Notebooks;
using Lever.Syntax.Text;

namespace Lever.Tests.Syntax;

public class NotebookTests
{
    private const string Example = """
        {
         "cells": [
          {"cell_type": "markdown", "metadata": {}, "source": ["# Title\n", "x = 1"]},
          {
           "cell_type": "code",
           "execution_count": 1,
           "outputs": [{"data": {"text/plain": ["source"]}, "source": "no"}],
           "source": [
            "%matplotlib inline\n",
            "import numpy as np\n",
            "s = \"caf\u00e9 \\n\"\n",
            "files = !ls *.csv"
           ]
          },
          {"source": "print(s)\nnp?", "cell_type": "code"},
          {"cell_type": "code", "source": []},
          {"cell_type": "code", "source": ["%%bash\n", "ls"]}
         ],
         "metadata": {"kernelspec": {"name": "x", "language": "python"}, "language_info": {"name": "python"}},
         "nbformat": 4
        }
        """;

    private static Notebook Read(string json) => Notebook.Read(Encoding.UTF8.GetBytes(json));

    private static string CellJson(string source) =>
        "{\"cells\":[{\"cell_type\":\"code\",\"source\":" + JsonSerializer.Serialize(source) + "}]}";

    [Fact]
    public void Code_cells_become_one_text()
    {
        var notebook = Read(Example);
        Assert.Empty(notebook.Problems);
        Assert.Equal("""
            pass              
            import numpy as np
            s = "café \n"
            files = ...      
            print(s)
            ...
                  
              

            """, notebook.Text.ToString());
        Assert.Equal([2, 3, 5], notebook.Cells.Select(cell => cell.Number));
        Assert.Equal("print(s)\n...", notebook.TextOf(notebook.Cells[1]).ToString());
        var offset = notebook.Text.Bytes.IndexOf("(s)"u8);
        Assert.Equal(new CellPosition(3, new Position(1, 6)), notebook.Locate(offset));
        Assert.Equal(new CellPosition(2, new Position(4, 1)), notebook.Locate(notebook.Text.Bytes.IndexOf("files"u8)));
    }

    public static TheoryData<string, string> Magics => new()
    {
        { "%time f()\nx", "pass     \nx" },
        { "  !ls \\\n   -l\nx", "  pass \n     \nx" },
        { "  !pip install \\\n   x\ny", "  pass          \n    \ny" },
        { "!a", "0 " },
        { "?x\nx?\nx.y??\n%cd?", "0 \n0 \npass \npass" },
        { "x = (a\n% b)", "x = (a\n% b)" },
        { "x = '''\n%not\n!a magic\n'''", "x = '''\n%not\n!a magic\n'''" },
        { "x = 'a' # it's\n%who", "x = 'a' # it's\npass" },
        { "x = a \\\n% b", "x = a \\\n% b" },
        { "x == 1 != 2\nx %= 3\nf(a=1)", "x == 1 != 2\nx %= 3\nf(a=1)" },
        { "x = %timeit -o f()", "x = ...           " },
        { "x =!ls", "x =..." },
        { "x = \"what?\"", "x = \"what?\"" },
        { "y # really?", "y # really?" },
        { "%%time\nx = 1", "      \nx = 1" },
        { "\n%%capture out\n%%timeit -n 1\n!ls\nx", "\n             \n             \n...\nx" },
        { "%%html\n<b>\n</b>", "      \n   \n    " },
        { "%%writefile a.py\nx = 1\n", "                \n     \n" },
        { "x = [\n!a]\n", "x = [\n!a]\n" },
        { ")\n!a", ")\n0 " },
        { "'unfinished\n%who\n", "'unfinished\npass\n" },
        { "", "" },
    };

    [Theory, MemberData(nameof(Magics))]
    public void Magics_become_python_of_the_same_length(string source, string python)
    {
        var notebook = Read(CellJson(source));
        Assert.Equal(python, notebook.TextOf(notebook.Cells[0]).ToString());
    }

    public static TheoryData<string, string> Broken => new()
    {
        { "", "not valid JSON" },
        { "[]", "is something else" },
        { "{}", "no list `cells`" },
        { "{\"cells\": 1}", "no list `cells`" },
        { "{\"cells\": [{\"cell_type\": \"code\", \"source\": \"x\"}, {]", "not valid JSON" },
        { "{\"cells\": []} trailing", "not valid JSON" },
    };

    [Theory, MemberData(nameof(Broken))]
    public void Broken_notebooks_are_a_problem(string json, string message) =>
        Assert.Contains(message, Assert.Single(Read(json).Problems).Message, StringComparison.Ordinal);

    [Fact]
    public void Cells_before_the_break_are_read()
    {
        var notebook = Read("{\"cells\": [{\"cell_type\": \"code\", \"source\": \"x\"},\n  {]");
        Assert.Single(notebook.Cells);
        Assert.Equal("{\"cells\": [{\"cell_type\": \"code\", \"source\": \"x\"},\n  {".Length, notebook.Problems[0].Span.Start);
    }

    [Fact]
    public void Other_languages_have_no_python()
    {
        var notebook = Read("{\"cells\":[{\"cell_type\":\"code\",\"source\":\"x <- 1\"}],\"metadata\":{\"kernelspec\":{\"language\":\"R\"}}}");
        Assert.Equal("r", notebook.Language);
        Assert.Empty(notebook.Cells);
        Assert.Empty(notebook.Problems);
    }

    [Fact]
    public void Old_notebooks_are_read()
    {
        var notebook = Read("{\"worksheets\":[{\"cells\":[{\"cell_type\":\"heading\",\"source\":\"h\"},{\"cell_type\":\"code\",\"input\":[\"x\\n\",\"y\"]}]}]}");
        Assert.Equal("x\ny", notebook.TextOf(notebook.Cells[0]).ToString());
        Assert.Equal(2, notebook.Cells[0].Number);
    }

    [Fact]
    public void Half_characters_become_placeholders() =>
        Assert.Equal("'?🐍'\n", Read("{\"cells\":[{\"cell_type\":\"code\",\"source\":\"'\\ud83d\\ud83d\\udc0d'\"}]}").Text.ToString());

    [Fact]
    public void Edits_rewrite_only_the_lines_they_touch()
    {
        var file = Encoding.UTF8.GetBytes(Example);
        var notebook = Notebook.Read(file);
        var text = notebook.Text.ToString();
        Span Of(string part) => new(
            Encoding.UTF8.GetByteCount(text.AsSpan(0, text.IndexOf(part, StringComparison.Ordinal))),
            Encoding.UTF8.GetByteCount(text.AsSpan(0, text.IndexOf(part, StringComparison.Ordinal) + part.Length)));
        var changed = notebook.WithEdits(file,
        [
            (Of("numpy as np"), "os\nimport \"é\"\t"),
            (Of("print(s)"), "log(s)\n"),
        ]);
        var expected = Example
            .Replace("    \"import numpy as np\\n\",", "    \"import os\\n\",\n    \"import \\\"é\\\"\\t\\n\",", StringComparison.Ordinal)
            .Replace("print(s)", "log(s)\\n", StringComparison.Ordinal);
        Assert.Equal(expected, Encoding.UTF8.GetString(changed!));
    }

    [Fact]
    public void Magics_and_cell_borders_are_not_edited()
    {
        var file = Encoding.UTF8.GetBytes(Example);
        var notebook = Notebook.Read(file);
        Assert.Null(notebook.WithEdits(file, [(new Span(2, 6), "x")]));
        var second = notebook.Cells[1].Span;
        Assert.Null(notebook.WithEdits(file, [(new Span(second.Start - 2, second.Start + 2), "x")]));
    }

    [Fact]
    public void Any_edit_reads_back() =>
        Gen.Select(
            Gen.String[Gen.OneOf('a', '\n', '"', '\\', 'é', '\u0001', '='), 0, 8].Array[0, 4],
            Gen.Int[0, 40], Gen.Int[0, 40], Gen.String[Gen.OneOf('b', '\n', '\\', '\r'), 0, 6], Gen.Bool)
            .Sample((lines, from, to, newText, asList) =>
            {
                object source = asList ? lines : string.Concat(lines);
                var file = JsonSerializer.SerializeToUtf8Bytes(new { cells = new[] { new { source, cell_type = "code" }, new { source, cell_type = "code" } } });
                var notebook = Notebook.Read(file);
                if (notebook.Cells.Count == 0) return true;
                var cell = notebook.Cells[1].Span;
                var before = notebook.Text.Bytes.ToArray();
                from = Math.Min(cell.Start + from, cell.End);
                to = Math.Clamp(cell.Start + to, from, cell.End);
                if (from < before.Length && (before[from] & 0xC0) == 0x80) from--;
                if (to < before.Length && (before[to] & 0xC0) == 0x80) to++;
                var changed = Notebook.Read(notebook.WithEdits(file, [(new Span(from, to), newText)])!);
                byte[] expected = [.. before[..from], .. Encoding.UTF8.GetBytes(newText), .. before[to..]];
                return changed.Problems.Count == 0 && changed.Text.Bytes.SequenceEqual(expected);
            }, iter: 20_000);

    [Fact]
    public void Any_bytes_are_read() =>
        Gen.Select(Gen.Int[0, Example.Length - 1], Gen.Byte, Gen.Int[0, Example.Length - 1]).Sample((at, value, cut) =>
        {
            var file = Encoding.UTF8.GetBytes(Example);
            file[at] = value;
            var notebook = Notebook.Read(file.AsSpan(0, Math.Max(at, cut)));
            return System.Text.Unicode.Utf8.IsValid(notebook.Text.Bytes);
        }, iter: 20_000);
}
