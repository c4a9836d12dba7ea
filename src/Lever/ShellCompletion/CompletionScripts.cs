namespace Lever.ShellCompletion;

/// <summary>
/// What each shell has to source. The scripts hold no command and no option: they ask the program that stands on the line, so that they
/// fit every version of it.
/// </summary>
internal static class CompletionScripts
{
    public static IReadOnlyList<string> Shells { get; } = ["bash", "zsh", "fish"];

    public static string Of(string shell) => shell switch
    {
        "bash" => Bash,
        "zsh" => Zsh,
        _ => Fish,
    };

    // Bash breaks words at `=` and `:` and replaces only what stands behind the last of them.
    private const string Bash = """
        # Completions of lever for bash: source this, or put it into ~/.local/share/bash-completion/completions/lever
        _lever() {
            local line=${COMP_LINE:0:COMP_POINT} word meaning current kept
            local -a words
            read -ra words <<<"$line"
            [[ $line == *[[:space:]] ]] && words+=("")
            current=${words[${#words[@]} - 1]}
            kept=${current%"${current##*[=:]}"}
            COMPREPLY=()
            while IFS=$'\t' read -r word meaning; do
                if [[ $word == :files ]]; then
                    compopt -o filenames 2>/dev/null
                    while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -f -- "${current##*[=:]}")
                else
                    COMPREPLY+=("${word#"$kept"}")
                fi
            done < <("${words[0]}" complete "${words[@]:1}" 2>/dev/null)
        }
        complete -F _lever lever

        """;

    private const string Zsh = """
        #compdef lever
        # Completions of lever for zsh: put this as _lever into a folder of $fpath, or source it after compinit.
        _lever() {
            local line word files
            local -a described
            for line in "${(@f)$("${(Q)words[1]}" complete "${(@Q)words[2,CURRENT]}" 2>/dev/null)}"; do
                word=${line%%$'\t'*}
                if [[ $word == :files ]]; then
                    files=1
                elif [[ -n $word ]]; then
                    described+=("${word//:/\\:}:${line#*$'\t'}")
                fi
            done
            (( $#described )) && _describe lever described
            if [[ -n $files ]]; then
                compset -P '--*='
                _files
            fi
        }
        if [[ ${funcstack[1]} == _lever ]]; then _lever "$@"; else compdef _lever lever; fi

        """;

    private const string Fish = """
        # Completions of lever for fish: source this, or put it into ~/.config/fish/completions/lever.fish
        function __lever_complete
            set -l current (commandline -ct)
            set -l words (commandline -opc)
            for line in ($words[1] complete $words[2..-1] "$current" 2>/dev/null)
                if test "$line" = :files
                    set -l kept (string match -r -- '^--[^=]*=' "$current")
                    for file in (__fish_complete_path (string replace -r -- '^--[^=]*=' '' "$current"))
                        echo "$kept$file"
                    end
                else
                    echo "$line"
                end
            end
        end
        complete -c lever -f -a '(__lever_complete)'

        """;
}
