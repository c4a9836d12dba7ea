namespace Lever.Tests.EndToEnd;

/// <summary>The completion scripts in the shells themselves, which are given a line and asked what may follow.</summary>
public class CompletionTests
{
    /// <summary>Lines with what the one completion makes of their last word.</summary>
    private static readonly (string Line, string Completed)[] lines =
    [
        ("lever chec", "check"),
        ("lever check --forma", "--format"),
        ("lever check --format=js", "--format=json"),
        ("lever profile show prof", "profile.pstats"),
        ("lever check --config=prof", "--config=profile.pstats"),
        ("lever explain py.set.loo", "py.set.lookup"),
        ("lever check --select py-memo-missing,py-membership-in-g", "py-memo-missing,py-membership-in-grown-list"),
        ("lever prove --quick --metric peak", "peak-memory"),
    ];

    [Fact]
    public void Bash_completes() => Completes("bash", ["-c", """
        source <(lever completions bash)
        while IFS= read -r line; do
            COMP_LINE=$line COMP_POINT=${#line}
            _lever
            last=${line##* }
            # What bash replaces is the part behind the last `=` of the word.
            [[ $last == *=* ]] && last=${last%%=*}= || last=
            printf '%s\n' "$last${COMPREPLY[*]}"
        done
        """]);

    [Fact]
    public void Fish_completes() => Completes("fish", ["-N", "-c", """
        lever completions fish | source
        while read -l line
            complete -C "$line" | string replace -r '\t.*' ''
        end
        """]);

    // A terminal of its own, in which the line is typed and Tab pressed; another key then shows what the line has become.
    [Fact]
    public void Zsh_completes() => Completes("zsh", ["-f", "-c", """
        zmodload zsh/zpty
        zpty shell zsh -f -i
        shown=$PWD/shown
        zpty -w shell "autoload -Uz compinit; compinit -D -u; source <(lever completions zsh); show() { print -r -- \"\$BUFFER\" > $shown; BUFFER=; zle accept-line }; zle -N show; bindkey '^X' show; bindkey '^I' complete-word; print re''ady"
        zpty -r shell answer '*ready*'
        while IFS= read -r line; do
            zpty -w -n shell $line$'\t\x18'
            for turn in {1..600}; do [[ -s $shown ]] && break; sleep 0.05; done
            words=($(<$shown))
            print -r -- $words[-1]
            rm $shown
        done
        zpty -d shell
        """]);

    private static void Completes(string shell, string[] arguments)
    {
        using var folder = new TemporaryFolder();
        folder.Write("profile.pstats");
        var path = $"{Path.GetDirectoryName(LeverProgram.FullPath)}:{Environment.GetEnvironmentVariable("PATH")}";
        var run = External.Run(shell, folder.Path, arguments, string.Concat(lines.Select(each => each.Line + "\n")),
            new Dictionary<string, string?> { ["PATH"] = path, ["HOME"] = folder.Path, ["ZDOTDIR"] = folder.Path, ["TERM"] = "dumb" });
        Assert.Equal(lines.Select(each => each.Completed), run.Out.TrimEnd('\n').Split('\n'));
    }
}
