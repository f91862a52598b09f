using System.Text;

namespace Godwit.Administration.Help;

/// <summary>The manual of all commands in Markdown, made from the table: <c>docs/reference/commands.md</c> is what this gives, and a test says so.</summary>
internal static class ManualText
{
    private const string Head = """
        # Commands of the migration service

        Generated from the table of commands by `godwit manual`; a test compares. How the commands `move`, `verify` and `folders` are used stands in [command-line.md](command-line.md).

        Every command has two spellings: `godwit endpoint new --name north` and `godwit New-MigrationEndpoint -Name north`. Case does not matter, curly quotes and long dashes from a document are understood, and the
        beginning of a cmdlet's parameter is enough where only one begins so. `-Name value`, `-Name:value`, `--name value` and `--name=value` are the same. The names of things are matched without case, too; a thing
        that is not found is an error, never all of them.

        In a Unix shell write `true` where a cmdlet's example says `$true`: unquoted, the shell makes nothing of it. A credential is the user's name; the password is asked for at the terminal, or read
        from a file or the environment, and never stands on the command line.

        """;

    public static string Write()
    {
        var text = new StringBuilder(Head);
        AppendList(text);
        foreach (var noun in CommandTable.Nouns)
        {
            text.Append($"\n## {noun}\n");
            foreach (var command in CommandTable.OfNoun(noun)) Append(text, command);
        }
        AppendCommon(text);
        return text.Append("\n## Exit codes\n\n```\n").Append(HelpText.ExitCodes).Append("\n```\n").ToString();
    }

    private static void AppendList(StringBuilder text)
    {
        text.Append("\n| command | cmdlet |\n|---|---|\n");
        foreach (var command in CommandTable.All) text.Append($"| [`{command.Words}`](#{Anchor(command)}) | `{command.Cmdlet}` |\n");
    }

    // As GitHub makes them from headings: small letters, spaces as dashes.
    private static string Anchor(Command command) => command.Cmdlet.ToLowerInvariant();

    private static void Append(StringBuilder text, Command command)
    {
        text.Append($"\n### {command.Cmdlet}\n\n{command.Meaning}\n\n```\ngodwit {Usage.Options(command)}\ngodwit {Usage.Cmdlet(command)}\n```\n".Replace(Usage.Tie, ' '));
        if (command.Own.Count > 0) AppendTable(text, command.Own);
        if (command.Rules.Count > 0) text.Append('\n').AppendJoin(" ", command.Rules.Select(Sentence)).Append('\n');
        if (command.Columns.Count > 0) text.Append($"\nA table shows {string.Join(", ", command.Columns.Select(column => $"`{column}`"))}.\n");
        if (command.Examples.Count > 0) text.Append("\n```\n").AppendJoin("", command.Examples.Select(example => $"godwit {example}\n")).Append("```\n");
    }

    private static void AppendTable(StringBuilder text, IEnumerable<Parameter> parameters)
    {
        text.Append("\n| parameter | option | takes | default | meaning |\n|---|---|---|---|---|\n");
        foreach (var parameter in parameters)
            text.Append($"| `-{parameter.Name}`{(parameter.IsRequired ? " (needed)" : "")} | `{parameter.Option}` | {Takes(parameter)} | {parameter.Default} | {parameter.Told} |\n");
    }

    private static string Takes(Parameter parameter) => parameter.Placeholder.Length == 0 ? "" : $"`{parameter.Placeholder.Replace("|", "\\|", StringComparison.Ordinal)}`";

    private static string Sentence(Rule rule)
    {
        var names = rule.Names.Select(name => $"`-{name}`").ToList();
        return rule.Kind switch
        {
            RuleKind.ExactlyOne => $"Exactly one of {string.Join(", ", names)}.",
            RuleKind.AtMostOne => $"At most one of {string.Join(", ", names)}.",
            RuleKind.AtLeastOne => $"At least one of {string.Join(", ", names)}.",
            _ => $"{names[0]} needs {string.Join(" or ", names.Skip(1))}.",
        };
    }

    private static void AppendCommon(StringBuilder text)
    {
        text.Append("\n## Parameters that commands share\n\n`-WhatIf` and `-Confirm` belong to every command that changes something, `-Config` and `-Set` to those of the proxy, the three before them to those of the service.\n");
        AppendTable(text, [CommonParameters.Format, CommonParameters.Property, CommonParameters.WhatIf, CommonParameters.Confirm, CommonParameters.Service, CommonParameters.ServiceAuthority, CommonParameters.TokenFile, CommonParameters.Config, CommonParameters.Set]);
    }
}
