using System.Globalization;
using Lever.Experiments.Running;

namespace Lever.Running;

/// <summary>What a supervisor is asked to run.</summary>
/// <param name="Isolation">The words before a command that cut it off from the network; empty where nothing is to.</param>
/// <param name="Command">The program and its arguments, behind whatever sets its environment.</param>
internal sealed record SupervisorOrder(Limits Limits, IReadOnlyList<string> Isolation, IReadOnlyList<string> Command);

/// <summary>What a supervisor found.</summary>
internal sealed record SupervisorReport(
    ProcessEnd End, int Code, TimeSpan User, TimeSpan System, TimeSpan Wall, long PeakBytes, int Leftovers, string Problem);

/// <summary>The files by which Lever and a supervisor speak, in a folder of the run's own. Written beside and renamed, so that what is there is whole.</summary>
internal sealed class SupervisorFiles(string folder)
{
    /// <summary>A named pipe that Lever holds open for as long as the run is to go on; the system closes it whatever becomes of Lever.</summary>
    public string Control => Path.Combine(folder, "control");

    /// <summary>A named pipe that the supervisor writes a line to when the program may begin.</summary>
    public string Gate => Path.Combine(folder, "gate");

    private string Order => Path.Combine(folder, "order");

    private string Started => Path.Combine(folder, "started");

    private string Report => Path.Combine(folder, "report");

    /// <exception cref="IOException">There can be no pipes there.</exception>
    public void MakePipes()
    {
        if (!LinuxCalls.MakePipe(Control) || !LinuxCalls.MakePipe(Gate)) throw new IOException($"no pipe can be made in {folder}");
    }

    public void Write(SupervisorOrder order)
    {
        string[] head = [Text(order.Limits.Time.Ticks), Text(order.Limits.MemoryBytes), Text(order.Isolation.Count)];
        Replace(Order, string.Join('\0', [.. head, .. order.Isolation, .. order.Command]));
    }

    public SupervisorOrder? ReadOrder()
    {
        if (Read(Order)?.Split('\0') is not [var time, var memory, var isolation, .. var words]) return null;
        if (Number(time) is not { } ticks || Number(memory) is not { } bytes || Number(isolation) is not { } count || count < 0 || count >= words.Length) return null;
        return new SupervisorOrder(new Limits(new TimeSpan(ticks), bytes), words[..(int)count], words[(int)count..]);
    }

    public void WriteStarted(int process) => Replace(Started, Text(process));

    /// <summary>The process that runs the program; null before it has started.</summary>
    public int? ReadStarted() => (int?)Number(Read(Started) ?? "");

    public void Write(SupervisorReport report) => Replace(Report, string.Join('\0',
        report.End.ToString(), Text(report.Code), Text(report.User.Ticks), Text(report.System.Ticks), Text(report.Wall.Ticks),
        Text(report.PeakBytes), Text(report.Leftovers), report.Problem));

    /// <summary>Null where there is none: the supervisor has not ended, or was killed.</summary>
    public SupervisorReport? ReadReport()
    {
        if (Read(Report)?.Split('\0') is not [var end, .. { Length: 6 } figures, var problem]) return null;
        long[] numbers = [.. figures.Select(Number).OfType<long>()];
        if (numbers.Length != 6 || !Enum.TryParse<ProcessEnd>(end, out var parsed)) return null;
        return new SupervisorReport(parsed, (int)numbers[0], new(numbers[1]), new(numbers[2]), new(numbers[3]), numbers[4], (int)numbers[5], problem);
    }

    private static string? Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static void Replace(string path, string text)
    {
        File.WriteAllText(path + "~", text);
        File.Move(path + "~", path, overwrite: true);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static long? Number(string text) => long.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : null;
}
