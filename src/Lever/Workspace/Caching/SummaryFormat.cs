using System.Collections.Immutable;
using Lever.Review.Rules;
using Lever.Review.Rules.Python;
using Lever.Review.Semantics;
using Lever.Review.Semantics.Python;
using Lever.Review.Semantics.Python.Calls;

namespace Lever.Workspace.Caching;

/// <summary>Writes what files tell others, one after the other. A text is written where it first stands, and is a number from then on.</summary>
internal sealed class SummaryWriter(BinaryWriter writer)
{
    private readonly Dictionary<string, int> texts = new(StringComparer.Ordinal);

    public void Write(FileAnalysis told)
    {
        Text(told.Path);
        Number(told.NodeCount);
        Number(told.OpenRepetitions.Count);
        foreach (var open in told.OpenRepetitions)
        {
            Text(open.Rule.Info.Name);
            Number(open.Node);
            Number(open.Function);
        }
        Number(told.OpenParameters.Count);
        foreach (var open in told.OpenParameters)
        {
            Text(open.Rule.Info.Name);
            Number(open.Node);
            Number(open.Parameter);
            Number(open.Function);
            Number(open.Key.Position + 1);
            Text(open.Key.Name);
        }
        Number(told.OpenReads.Count);
        foreach (var open in told.OpenReads)
        {
            Text(open.Rule.Info.Name);
            Number(open.Node);
            Number(open.Function);
            Number(open.Given.Call);
            Number(open.Given.Position + 1);
            Text(open.Given.Name);
            writer.Write(open.Given.AreMany);
        }
        writer.Write(told.Summary is not null);
        if (told.Summary is not { } summary) return;
        Number(summary.Functions.Count);
        foreach (var function in summary.Functions) Function(function);
        Number(summary.Classes.Count);
        foreach (var type in summary.Classes)
        {
            Text(type.Name);
            Texts(type.Bases);
        }
    }

    private void Function(FunctionSummary function)
    {
        Name(function.Key);
        Number(function.Node);
        Number((int)function.Traits);
        Texts(function.Parameters);
        Number(function.Calls.Length);
        foreach (var call in function.Calls) Call(call);
        Number(function.Facts.Length);
        foreach (var fact in function.Facts)
        {
            writer.Write((byte)fact.Kind);
            Number(fact.Node);
            writer.Write((byte)fact.Traits);
            Text(fact.What);
            writer.Write((byte)fact.Blocking);
            Number(fact.Parameter + 1);
            Text(fact.Wait);
        }
    }

    private void Call(in CallSite call)
    {
        Number(call.Node);
        Name(call.Callee);
        writer.Write((byte)call.Traits);
        writer.Write(call.Turns is not null);
        if (call.Turns is { Size: var turns })
        {
            writer.Write((byte)turns.Origin);
            writer.Write(turns.Low);
            writer.Write(turns.Typical);
            writer.Write(turns.High);
            Text(turns.Source);
        }
        Number(call.Passes.Count);
        foreach (var passed in call.Passes)
        {
            Number(passed.Own);
            Number(passed.Position + 1);
            writer.Write(passed.Keyword is not null);
            if (passed.Keyword is { } keyword) Text(keyword);
        }
    }

    private void Name(DottedName name)
    {
        Text(name.Owner);
        Text(name.Name);
    }

    private void Texts(IReadOnlyList<string> list)
    {
        Number(list.Count);
        foreach (var text in list) Text(text);
    }

    private void Text(string text)
    {
        if (texts.TryGetValue(text, out var known))
        {
            Number(known);
            return;
        }
        Number(texts.Count);
        texts.Add(text, texts.Count);
        writer.Write(text);
    }

    private void Number(int number) => writer.Write7BitEncodedInt(number);
}

/// <summary>Reads what <see cref="SummaryWriter"/> wrote, in the same order.</summary>
internal sealed class SummaryParser(BinaryReader reader)
{
    private static readonly Dictionary<string, PythonRule> rules = RuleCatalog.Python.ToDictionary(rule => rule.Info.Name, StringComparer.Ordinal);

    private readonly List<string> texts = [];

    public FileAnalysis Read()
    {
        var path = Text();
        var nodes = Number();
        var open = Array(() => new OpenRepetition(rules[Text()], Number(), Number()));
        var parameters = Array(() => new OpenParameter(rules[Text()], Number(), Number(), Number(), new ParameterKey(Number() - 1, Text())));
        var reads = Array(() => new OpenReads(rules[Text()], Number(), Number(), new GivenRows(Number(), Number() - 1, Text(), reader.ReadBoolean())));
        var summary = reader.ReadBoolean() ? new ModuleSummary(path, Array(Function), Array(() => new ClassSummary(Text(), Array(Text)))) : null;
        return new FileAnalysis(path, [], [], 0, []) { Summary = summary, OpenRepetitions = open, OpenParameters = parameters, OpenReads = reads, NodeCount = nodes };
    }

    private FunctionSummary Function() =>
        new(Name(), Number(), (FunctionTraits)Number(), Array(Text), ImmutableArray.Create(Array(Call)), ImmutableArray.Create(Array(Fact)));

    private CostFact Fact() =>
        new((CostKind)reader.ReadByte(), Number(), (PlaceTraits)reader.ReadByte(), Text(), (Blocking)reader.ReadByte(), Number() - 1, Text());

    private CallSite Call() => new(Number(), Name(), (PlaceTraits)reader.ReadByte(), reader.ReadBoolean() ? new Turns(Size()) : null, Array(Passed));

    private Size Size() => new((SizeOrigin)reader.ReadByte(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(), Text());

    private PassedOn Passed() => new(Number(), Number() - 1, reader.ReadBoolean() ? Text() : null);

    private DottedName Name() => new(Text(), Text());

    private T[] Array<T>(Func<T> read)
    {
        var count = Number();
        if (count == 0) return [];
        var array = new T[count];
        for (var at = 0; at < array.Length; at++) array[at] = read();
        return array;
    }

    private string Text()
    {
        var number = Number();
        if (number == texts.Count) texts.Add(reader.ReadString());
        return texts[number];
    }

    private int Number() => reader.Read7BitEncodedInt();
}
