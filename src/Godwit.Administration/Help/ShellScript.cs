namespace Godwit.Administration.Help;

/// <summary>Scripts that make a shell ask <c>godwit completion words</c> what may come next.</summary>
internal static class ShellScript
{
    /// <summary>The shells there are scripts for.</summary>
    public static readonly string[] Shells = ["bash", "zsh", "powershell"];

    private const string Bash = """
        # Completion of godwit for bash:  source <(godwit completion bash)
        _godwit() {
            local IFS=$'\n' before=("${COMP_WORDS[@]:1:COMP_CWORD-1}")
            COMPREPLY=($(godwit completion words "${COMP_WORDS[COMP_CWORD]}" "${before[@]}" 2>/dev/null))
        }
        complete -o default -F _godwit godwit ./godwit
        """;

    private const string Zsh = """
        #compdef godwit
        # Completion of godwit for zsh:  source <(godwit completion zsh)
        _godwit() {
            local -a offered
            offered=("${(@f)$(godwit completion words "${words[CURRENT]}" "${(@)words[2,CURRENT-1]}" 2>/dev/null)}")
            [[ -n ${offered[1]} ]] && compadd -a offered || _files
        }
        compdef _godwit godwit
        """;

    private const string PowerShell = """
        # Completion of godwit for PowerShell:  godwit completion powershell | Out-String | Invoke-Expression
        Register-ArgumentCompleter -Native -CommandName godwit -ScriptBlock {
            param($wordToComplete, $commandAst, $cursorPosition)
            $before = @($commandAst.CommandElements | Select-Object -Skip 1 | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object { "$_" })
            godwit completion words "$wordToComplete" @before 2>$null | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
        }
        """;

    /// <summary>The script for a shell, or null when there is none.</summary>
    public static string? For(string shell) => shell.ToLowerInvariant() switch { "bash" => Bash, "zsh" => Zsh, "powershell" or "pwsh" => PowerShell, _ => null };
}
