using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Lever.Review.Findings;
using Lever.Review.Settings;
using Lever.ShellCompletion;
using Lever.Workspace;

namespace Lever;

/// <summary>Options whose values are checked as they are parsed, with messages that say what would be right.</summary>
internal static class Options
{
    public static Option<bool> Flag(string name, string description) => new(name) { Description = description };

    public static Option<string?> Text(string name, string value, string description) => new(name) { Description = description, HelpName = value };

    /// <summary>A file to read or to write.</summary>
    public static Option<string?> File(string name, string description, string value = "FILE") => Text(name, value, description).Offering(Offers.Files);

    /// <summary>May be given more than once.</summary>
    public static Option<string[]> Texts(string name, string value, string description) =>
        new(name) { Description = description, HelpName = value, DefaultValueFactory = _ => [] };

    public static Option<string> Choice(string name, string value, string description, IReadOnlyList<string> choices) => new Option<string>(name)
    {
        Description = $"{description}: {string.Join(", ", choices)} (default {choices[0]})",
        HelpName = value,
        DefaultValueFactory = _ => choices[0],
        CustomParser = result => choices.Contains(ValueOf(result)) ? ValueOf(result) : Refuse(result, $"`{ValueOf(result)}` is not one of {string.Join(", ", choices)}", ""),
    }.Offering(Offers.Words(choices));

    public static Option<int?> Whole(string name, string value, int least, string description) => new(name)
    {
        Description = description,
        HelpName = value,
        CustomParser = result =>
            int.TryParse(ValueOf(result), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least
                ? number
                : Refuse<int?>(result, string.Create(CultureInfo.InvariantCulture, $"`{ValueOf(result)}` is not a whole number of at least {least}"), null),
    };

    public static Option<ulong?> Seed() => new("--seed")
    {
        Description = "Seed of everything that is drawn at random (default 0)",
        HelpName = "N",
        CustomParser = result => ulong.TryParse(ValueOf(result), NumberStyles.None, CultureInfo.InvariantCulture, out var seed)
            ? seed
            : Refuse<ulong?>(result, $"`{ValueOf(result)}` is not a whole number", null),
    };

    /// <summary>Rule names, between commas or in more than one option.</summary>
    public static Option<string[]> Rules(string name, string description) => Texts(name, "RULE,...", description).Offering(Offers.Rules);

    public static Option<Goal?> GoalOption() => new Option<Goal?>("--goal")
    {
        Description = "What to gain: latency, throughput or memory, with the figure to reach if there is one (latency=300ms)",
        HelpName = "METRIC[=TARGET]",
        CustomParser = result =>
        {
            var (goal, problem) = ReadGoal(ValueOf(result));
            return problem is null ? goal : Refuse<Goal?>(result, problem, null);
        },
    }.Offering(Offers.Words(Goal.Metrics));

    /// <summary>A goal as <c>METRIC[=TARGET]</c>, or what is wrong with it.</summary>
    public static (Goal? Goal, string? Problem) ReadGoal(string text)
    {
        var parts = text.Split('=', 2);
        if (Goal.MetricNamed(parts[0]) is not { } metric) return (null, $"`{parts[0]}` is not one of {string.Join(", ", Goal.Metrics)}");
        if (parts.Length == 1) return (new Goal(metric, null, null), null);
        return Goal.TargetOf(metric, parts[1]) is { } target
            ? (new Goal(metric, target, parts[1]), null)
            : (null, $"`{parts[1]}` is no target for {parts[0]}; write it like `{Goal.ExampleOf(metric)}`");
    }

    public static Option<string?> Clippy() => File("--clippy", "Also take what `cargo clippy --message-format=json > FILE` said of speed and memory");

    public static Option<string?> FailOn() => new Option<string?>("--fail-on")
    {
        Description = $"Exit with 1 where a finding has at least this grade: {string.Join(", ", CheckSettings.FailOnValues)} (default never)",
        HelpName = "GRADE",
        CustomParser = result => CheckSettings.TryReadFailOn(ValueOf(result), out Grade? _)
            ? ValueOf(result)
            : Refuse<string?>(result, $"`{ValueOf(result)}` is not one of {string.Join(", ", CheckSettings.FailOnValues)}", null),
    }.Offering(Offers.Words(CheckSettings.FailOnValues));

    public static Option<Shard?> Shard() => new("--shard")
    {
        Description = "Report on one of n equal parts of the files only, for runs side by side",
        HelpName = "i/n",
        CustomParser = result => Workspace.Shard.Parse(ValueOf(result))
            ?? Refuse<Shard?>(result, $"`{ValueOf(result)}` is no part; write `1/4` for the first of four", null),
    };

    public static Argument<string[]> Paths() => new Argument<string[]>("PATHS")
    {
        Description = "Files and folders (default: the current folder)",
        Arity = ArgumentArity.ZeroOrMore,
        DefaultValueFactory = _ => ["."],
    }.Offering(Offers.Files);

    private static string ValueOf(ArgumentResult result) => result.Tokens is [.., var last] ? last.Value : "";

    private static T Refuse<T>(ArgumentResult result, string message, T instead)
    {
        var name = result.Parent is OptionResult option ? option.Option.Name : result.Argument.Name;
        result.AddError($"{name}: {message}");
        return instead;
    }
}

/// <summary>The options that every command has.</summary>
internal sealed class GlobalOptions
{
    private readonly Option<string?> config = Options.File("--config", "Use this configuration instead of looking for one");
    private readonly Option<bool> noCache = Options.Flag("--no-cache", "Neither read nor write what earlier runs kept");
    private readonly Option<int?> jobs = Options.Whole("--jobs", "N", 1, "Work on so many files at a time (default: one a processor)");
    private readonly Option<bool> quiet = Options.Flag("--quiet", "Say nothing but results");
    private readonly Option<string> color = Options.Choice("--color", "WHEN", "Colours and links", ["auto", "always", "never"]);
    private readonly Option<bool> noInput = Options.Flag("--no-input", "Never ask; exit with 8 where an answer is needed");
    private readonly Option<ulong?> seed = Options.Seed();

    public void AddTo(Command root)
    {
        foreach (var option in new Option[] { config, noCache, jobs, quiet, color, noInput, seed })
        {
            option.Recursive = true;
            root.Add(option);
        }
    }

    public GlobalChoices Read(ParseResult result) => new(
        result.GetValue(config),
        !result.GetValue(noCache),
        result.GetValue(jobs) ?? Environment.ProcessorCount,
        result.GetValue(quiet),
        result.GetValue(color) switch { "always" => ColorMode.Always, "never" => ColorMode.Never, _ => ColorMode.Auto },
        !result.GetValue(noInput),
        result.GetValue(seed) ?? 0);
}

/// <param name="Config">The configuration that the user names; null to look for one.</param>
internal sealed record GlobalChoices(string? Config, bool UseCache, int Jobs, bool IsQuiet, ColorMode Color, bool MayAsk, ulong Seed);
