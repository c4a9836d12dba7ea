using System.CommandLine;
using System.Globalization;
using System.Text;
using Lever.Setup;
using Lever.Workspace;

namespace Lever.Commands;

/// <summary><c>lever init</c>: a project's first settings, and what an agent must know.</summary>
internal static class InitCommand
{
    private const string Settings = "lever.toml";

    private const string Summary = "Write lever.toml for the project at hand, and a skill for AI agents";

    private static HelpPage Page() => new(Summary)
    {
        About = "What is there is never written over: a file that exists stays as it is, and that is said.",
        Examples =
        [
            ("lever init", "look at the project and write lever.toml"),
            ("lever init --skill", $"also {AgentSkill.UsualFolder}/{AgentSkill.Name}/{AgentSkill.FileName}, from which an agent learns when to ask Lever"),
            ("lever init --skill .agents/skills", "the same below another folder of skills"),
        ],
        ExitCodes = [("0", "written, or there already"), ("2", "the configuration that is there is wrong, or another skill of that name is there"), ("3", "a file cannot be written")],
        Next = "`lever review` says what to do first; `lever serve --mcp` answers an agent's questions.",
    };

    public static Command Create(Host host)
    {
        var skill = new Option<string?>("--skill") { Description = $"Also write the agent skill, below this folder of skills (default {AgentSkill.UsualFolder})", HelpName = "FOLDER", Arity = ArgumentArity.ZeroOrOne };
        var command = new TaughtCommand("init", Summary, Page) { skill };
        command.SetAction(parsed =>
        {
            var code = WriteSettings(host);
            if (code != ExitCode.Fine || parsed.GetResult(skill) is null) return code;
            return WriteSkill(parsed.GetValue(skill) ?? AgentSkill.UsualFolder, host);
        });
        return command;
    }

    private static int WriteSettings(Host host)
    {
        var (configuration, wrong) = Configuration.Load(null, host.CurrentFolder, host.CurrentFolder, []);
        foreach (var problem in wrong) host.Error.WriteLine($"lever: {problem}");
        if (wrong.Count > 0) return ExitCode.Usage;
        var survey = ProjectSurvey.Of(host.CurrentFolder);
        if (configuration.Origin is { } origin)
        {
            host.Out.Write($"{origin} configures Lever already and stays as it is\n");
        }
        else if (Create(Path.Join(host.CurrentFolder, Settings), SettingsFile.Text(survey)) is { } problem)
        {
            host.Error.WriteLine($"lever: {Settings}: {problem}");
            return ExitCode.Fault;
        }
        else
        {
            host.Out.Write($"wrote {Settings}\n");
        }
        Describe(survey, host.Out);
        var profile = survey.Profiles.Count > 0 ? $" --profile {survey.Profiles[0]}" : "";
        host.Out.Write($"next: lever review{profile}\n");
        return ExitCode.Fine;
    }

    private static void Describe(ProjectSurvey survey, TextWriter output)
    {
        Line("Python", survey.Python, survey.Target.Python?.ToString());
        Line("Rust", survey.Rust, survey.Target.Rust?.ToString());
        if (survey.Tests > 0) output.Write(string.Create(CultureInfo.InvariantCulture, $"  {"tests",-11}{CountOf(survey.Tests)}\n"));
        if (survey.Benches.Count > 0) output.Write($"  {"benchmarks",-11}{string.Join(", ", survey.Benches)}\n");
        if (survey.Profiles.Count > 0) output.Write($"  {"profiles",-11}{string.Join(", ", survey.Profiles)}\n");

        static string CountOf(int files) => string.Create(CultureInfo.InvariantCulture, $"{files} file{(files == 1 ? "" : "s")}");

        void Line(string language, int files, string? version)
        {
            if (files > 0) output.Write(string.Create(CultureInfo.InvariantCulture, $"  {language,-11}{CountOf(files)}{(version is null ? "" : $", for {version} and later")}\n"));
        }
    }

    private static int WriteSkill(string folder, Host host)
    {
        var file = Path.GetFullPath(Path.Join(folder, AgentSkill.Name, AgentSkill.FileName), host.CurrentFolder);
        var shown = DisplayPath.Of(file, host.CurrentFolder);
        var text = AgentSkill.Text();
        try
        {
            if (File.Exists(file))
            {
                if (FileReader.ReadSmallText(file) == text)
                {
                    host.Out.Write($"{shown} is there already\n");
                    return ExitCode.Fine;
                }
                return ProveCommand.Refuse(host, $"{shown}: another text is there; remove it first if it is to be written anew");
            }
        }
        catch (Exception trouble) when (Trouble.IsExpected(trouble))
        {
            return ProveCommand.Refuse(host, $"{shown}: {Trouble.Explain(trouble)}");
        }
        if (Create(file, text) is { } problem)
        {
            host.Error.WriteLine($"lever: {shown}: {problem}");
            return ExitCode.Fault;
        }
        host.Out.Write($"wrote {shown}\n");
        return ExitCode.Fine;
    }

    /// <summary>Makes a file that is not there; fails where someone else was quicker.</summary>
    private static string? Create(string file, string text)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            using var stream = new FileStream(file, FileMode.CreateNew, FileAccess.Write);
            stream.Write(Encoding.UTF8.GetBytes(text));
            return null;
        }
        catch (Exception trouble) when (Trouble.IsExpected(trouble))
        {
            return Trouble.Explain(trouble);
        }
    }
}
