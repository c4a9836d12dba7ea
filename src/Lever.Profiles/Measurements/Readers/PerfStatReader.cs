using System.Globalization;
using Lever.Profiles.Readers;

namespace Lever.Profiles.Measurements.Readers;

/// <summary>
/// What <c>perf stat</c> prints for people, and with <c>-x</c> for programs (torvalds/linux, tools/perf/util/stat-display.c and
/// Documentation/perf-stat.txt), in any language's spelling of numbers. Over several runs (<c>-r</c>) a figure is their mean, and its variation the standard error of it.
/// </summary>
internal sealed class PerfStatReader : MeasurementReader
{
    public override string Format => "perf-stat";

    public override bool Recognizes(ReadOnlySpan<byte> head) =>
        head.IndexOf(Heading) >= 0 || head.IndexOf(IntervalHeading) >= 0 || (head.IndexOf("\"counter-value\""u8) < 0 && (head.TrimStart(" \r\n"u8).StartsWith("# started on "u8) || BeginsWithFields(head)));

    private static ReadOnlySpan<byte> Heading => "Performance counter stats for"u8;

    /// <summary>Of the columns of intervals (<c>-I</c>), which have no other.</summary>
    private static ReadOnlySpan<byte> IntervalHeading => " counts unit events"u8;

    public override void Read(ReadOnlySpan<byte> bytes, MeasurementBuilder builder)
    {
        builder.WrittenBy("perf stat");
        var counters = new PerfStatCounters();
        if (bytes.LastIndexOf(Heading) is >= 0 and var heading)
        {
            // Scripts append one run's output to the other's; the sums of several would be nobody's.
            if (bytes.Count(Heading) is > 1 and var outputs) builder.Problem(ProfilePlace.File, $"the file holds {outputs} outputs of perf stat one behind the other; the last is used");
            ReadText(bytes[heading..], counters);
        }
        else if (bytes.IndexOf(IntervalHeading) >= 0) ReadText(bytes, counters);
        else ReadFields(bytes, counters, builder);
        counters.Finish(builder);
    }

    private static void ReadText(ReadOnlySpan<byte> bytes, PerfStatCounters counters)
    {
        var numbers = PerfStatNumbers.Of(bytes);
        var lines = new TextLines(bytes);
        while (lines.Next())
        {
            var line = lines.Text;
            if (line.StartsWith('#')) continue;
            var note = line.IndexOf('#');
            var variation = Variation(line, numbers);
            if (variation is null && RunsIn(line) is { } runs) counters.RunsAre(runs);
            var words = PastPlace(numbers.Words(note < 0 ? line : line[..note]), numbers);
            if (words.Length >= 3 && words[0] is "<not" && words[1] is "supported>" or "counted>")
                counters.Missing(words.Length >= 4 && UnitWords.Of(words[2]).Unit != MetricUnit.Unknown ? words[3] : words[2]);
            else if (words.Length >= 2 && numbers.Number(words[0]) is { } value)
            {
                var tail = line.Contains("seconds time elapsed", StringComparison.Ordinal) ? "elapsed"
                    : line.Contains("seconds user", StringComparison.Ordinal) ? "user"
                    : line.Contains("seconds sys", StringComparison.Ordinal) ? "sys" : null;
                if (tail is not null) counters.Add(tail, "sec", value, variation, 100);
                else if (words.Length >= 3 && UnitWords.Of(words[1]).Unit != MetricUnit.Unknown) counters.Add(words[2], words[1], value, variation, Running(line, numbers));
                // Older versions name the unit behind the event.
                else counters.Add(words[1], words.Length >= 3 && words[2] == "(msec)" ? "msec" : ClockUnit(words[1], value), value, variation, Running(line, numbers));
            }
        }
    }

    // Before the value may stand a time (`-I`), a processor or thread (`S0-D0-C0`, `CPU3`, `python-4711`), and how many of them are in it.
    private static ReadOnlySpan<string> PastPlace(ReadOnlySpan<string> words, PerfStatNumbers numbers)
    {
        while (words.Length > 2 && (numbers.Number(words[1]) is not null || words[1] is "<not" || IsPlace(words[1])) && (numbers.Number(words[0]) is not null || IsPlace(words[0])))
            words = words[1..];
        return words;
    }

    private static bool IsPlace(string word) => char.IsAsciiLetter(word[0]) && char.IsAsciiDigit(word[^1]) && !word.Contains(':');

    // Clocks without a unit: of the oldest versions in milliseconds with their fractions, of the newest in whole nanoseconds.
    private static string ClockUnit(string name, double value) =>
        name.StartsWith("task-clock", StringComparison.Ordinal) || name.StartsWith("cpu-clock", StringComparison.Ordinal)
            ? value == Math.Floor(value) ? "ns" : "msec"
            : "";

    // `time(-I), cpu(-A), value, unit, event, variation%(-r), runtime, running%, metric, its unit`: the event is found from the end of
    // the value, since the fields before it depend on the options.
    private static void ReadFields(ReadOnlySpan<byte> bytes, PerfStatCounters counters, MeasurementBuilder builder)
    {
        var separator = '\0';
        var lines = new TextLines(bytes);
        while (lines.Next())
        {
            var line = lines.Text;
            if (line.Length == 0 || line.StartsWith('#')) continue;
            if (separator == '\0') separator = Separator(line);
            var fields = line.Split(separator);
            var place = EventOf(fields);
            if (place < 2)
            {
                // A further metric of the event before has neither a value nor an event.
                if (IsMetricOnly(fields)) continue;
                builder.Problem(lines.Place, "this line is none of perf stat's: value, unit and event are expected");
                continue;
            }
            var (value, unit, name) = (fields[place - 2], fields[place - 1], fields[place]);
            var hasVariation = place + 1 < fields.Length && fields[place + 1].EndsWith('%');
            var variation = hasVariation ? UnitWords.Number(fields[place + 1].TrimEnd('%')) : null;
            var running = place + (hasVariation ? 3 : 2);
            if (UnitWords.Number(value) is { } number)
                counters.Add(name, unit.Length > 0 ? unit : ClockUnit(name, number), number, variation, running < fields.Length ? UnitWords.Number(fields[running]) ?? 100 : 100);
            else counters.Missing(name);
        }
    }

    // The event is the first field with a letter that is no unit, no processor (`CPU0`, `S0-D0-C0`) and no "<not counted>".
    private static int EventOf(string[] fields)
    {
        for (var at = 2; at < fields.Length; at++)
        {
            var field = fields[at].Trim();
            if (field.Length == 0 || !char.IsAsciiLetter(field[0]) || UnitWords.Of(field).Unit != MetricUnit.Unknown) continue;
            if (UnitWords.Number(fields[at - 2]) is not null || fields[at - 2].Contains('<')) return at;
        }
        return -1;
    }

    // `,,,,,0.36,stalled cycles per insn`, perhaps behind a processor: no word but the last, and nothing where the value would be.
    private static bool IsMetricOnly(string[] fields)
    {
        if (fields.Length < 4 || fields[^1].Length == 0 || UnitWords.Number(fields[^2]) is null) return false;
        return fields[..^2].Count(field => field.Length == 0) >= 3;
    }

    /// <summary>Whether the first line has perf's fields: without <c>-o</c> no line says who wrote it.</summary>
    private static bool BeginsWithFields(ReadOnlySpan<byte> head)
    {
        var lines = new TextLines(head[..Math.Min(head.Length, 4096)]);
        while (lines.Next())
        {
            var line = lines.Text;
            if (line.Length == 0 || line.StartsWith('#')) continue;
            var fields = line.Split(Separator(line));
            var place = EventOf(fields);
            // Behind the event stand how long it was counted, in nanoseconds, and which share of the time that was.
            return place >= 2 && place + 2 < fields.Length && PerfStatCounters.IsUsual(fields[place])
                && UnitWords.Number(fields[place + 2]) is >= 0 and <= 100 && long.TryParse(fields[place + 1], NumberStyles.None, CultureInfo.InvariantCulture, out _);
        }
        return false;
    }

    private static char Separator(string line)
    {
        foreach (var letter in ";,\t|:")
        {
            if (line.Count(each => each == letter) >= 3) return letter;
        }
        return ',';
    }

    private static double? Variation(string line, PerfStatNumbers numbers)
    {
        var mark = line.LastIndexOf("( +-", StringComparison.Ordinal);
        if (mark < 0) return null;
        var rest = line.AsSpan()[(mark + 4)..];
        var percent = rest.IndexOf('%');
        return percent < 0 ? null : numbers.Number(rest[..percent]);
    }

    // `(66.67%)`, in brackets before 2013: the share of the time in which the event was counted, where more events were asked for
    // than there are counters.
    private static double Running(string line, PerfStatNumbers numbers)
    {
        var open = line.LastIndexOfAny(['(', '[']);
        if (open < 0 || line.AsSpan()[open..].StartsWith("( +-")) return 100;
        var percent = Math.Max(line.AsSpan(open).IndexOf("%)"), line.AsSpan(open).IndexOf("%]"));
        return percent < 0 ? 100 : numbers.Number(line.AsSpan()[(open + 1)..(open + percent)]) ?? 100;
    }

    private static long? RunsIn(string line)
    {
        var end = line.IndexOf(" runs)", StringComparison.Ordinal);
        var open = end < 0 ? -1 : line.LastIndexOf('(', end);
        return open < 0 ? null : Counted.From(UnitWords.Number(line.AsSpan()[(open + 1)..end]));
    }
}
