namespace Godwit.Administration.Help;

/// <summary>
/// Usage lines in both spellings: what is needed as it is, the rest in brackets; parameters that every command has are left to the list. What belongs together holds together by <see cref="Tie"/>.
/// </summary>
internal static class Usage
{
    /// <summary>A space at which no line is broken.</summary>
    public const char Tie = '\u00A0';

    public static string Options(Command command) => string.Join(' ', [command.Words, .. Shown(command).Select(parameter => Part(parameter, parameter.Option))]);

    public static string Cmdlet(Command command) => string.Join(' ', [command.Cmdlet, .. Shown(command).Select(parameter => Part(parameter, "-" + parameter.Name))]);

    private static IEnumerable<Parameter> Shown(Command command) => command.Own;

    private static string Part(Parameter parameter, string name)
    {
        var named = parameter.Position is not null ? $"[{name}] {parameter.Placeholder}" : $"{name} {parameter.Placeholder}".TrimEnd();
        return (parameter.IsRequired ? named : $"[{named}]").Replace(' ', Tie);
    }
}
