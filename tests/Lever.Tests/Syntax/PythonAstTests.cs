using System.Text;
using System.Text.Json;
using Lever.Dev;
using Lever.Dev.AstDiff;
using Lever.Dev.Mutations;
using Lever.Syntax.Python;
using Lever.Syntax.Text;

namespace Lever.Tests.Syntax;

/// <summary>
/// Trees against CPython's own. Every `NAME.py` below Cases/PythonAst has beside it the dump that `ast_dump.py NAME.py` printed on
/// CPython 3.13, without its first line; `acceptance.txt` says which versions accept a source.
/// </summary>
public class PythonAstTests
{
    private static readonly string Folder = Path.Combine(PythonCases.Folder, "..", "PythonAst");

    public static TheoryData<string> Cases => [.. Directory.EnumerateFiles(Folder, "*.py").Select(path => Path.GetFileNameWithoutExtension(path)!).Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Cases))]
    public void Trees_are_those_of_CPython(string name)
    {
        var source = SourceDecoder.DecodePython(File.ReadAllBytes(Path.Combine(Folder, name + ".py")));
        var tree = PythonParser.ParseOnce(source.Text);
        Assert.Empty(tree.Problems);
        var expected = File.ReadAllLines(Path.Combine(Folder, name + ".ast"));
        var actual = Encoding.UTF8.GetString(AstDump.Of(tree, AstDialect.Full).Span).Split('\n')[..^1];
        foreach (var (line, index) in expected.Select((line, index) => (line, index)))
            Assert.Equal($"line {index + 1}: {line}", $"line {index + 1}: {actual.ElementAtOrDefault(index)}");
        Assert.Equal(expected.Length, actual.Length);
    }

    [Theory]
    [InlineData(8), InlineData(9), InlineData(10), InlineData(11), InlineData(12), InlineData(13)]
    public void Versions_accept_what_their_CPython_accepts(int minor)
    {
        var parser = new PythonParser();
        var wrong = new List<string>();
        foreach (var line in File.ReadLines(Path.Combine(Folder, "acceptance.txt")).Skip(1))
        {
            var (versions, source) = (line[..line.IndexOf('|', StringComparison.Ordinal)], line[(line.IndexOf('|', StringComparison.Ordinal) + 1)..]);
            var expected = versions.Trim() == "all" || versions.Split(' ').Contains($"3.{minor}");
            var tree = parser.Parse(SourceText.From(JsonSerializer.Deserialize<string>(source)!), new PythonVersion(3, minor));
            if (expected != (tree.Problems.Count == 0)) wrong.Add($"{(expected ? "accepts" : "rejects")} {source}");
        }
        Assert.Empty(wrong);
    }

    [Fact]
    public void The_installed_Python_sees_the_same_trees_in_its_own_packages()
    {
        const string Interpreter = "python3";
        var (peer, trouble) = CPython.Start(Interpreter);
        if (peer is null) External.Lacks($"this test needs CPython 3.8 or later as {Interpreter} on the path: {trouble}");
        using var running = peer!;
        var version = new PythonVersion(3, CPython.MinorVersion(Interpreter));
        var library = PythonFiles.StandardLibrary(Interpreter);
        var parser = new PythonParser();
        var wrong = new List<string>();
        var files = PythonFiles.Below(new[] { "json", "asyncio", "email" }.Select(package => Path.Combine(library, package)));
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            var verdict = AstDiffCommand.Compare(File.ReadAllBytes(file), running, parser, version);
            if (!verdict.IsAgreement) wrong.Add($"{file}: {verdict.Outcome} {verdict.Detail}");
        }
        Assert.Empty(wrong);
    }

    [Fact]
    public void Mutated_sources_make_whole_trees()
    {
        var mutator = new Mutator([.. Cases.Select(data => File.ReadAllBytes(Path.Combine(Folder, data.Data + ".py")))], Language.Python.Inserts, seed: 1);
        var parser = new PythonParser();
        for (var number = 0; number < 10_000; number++)
        {
            var source = SourceDecoder.DecodePython(mutator.Make(number)).Text;
            var violation = TreeVerifier.FindViolation(parser.Parse(source));
            Assert.True(violation is null, $"input {number}: {violation}\n{source}");
        }
    }

    [Fact]
    public void Long_repetitions_end()
    {
        foreach (var repetition in ScalingCommand.Repetitions)
        {
            var violation = repetition.Language.FindViolation(repetition.Language.NewParser()(ScalingCommand.Source(repetition, 30_000)));
            Assert.True(violation is null, $"{repetition}: {violation}");
        }
    }
}
