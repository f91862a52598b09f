using System.CommandLine;

namespace Godwit.Cli;

/// <summary>
/// Makes options. All values are taken as text and read by <see cref="OptionReader"/>, which gathers every problem; a generic option of another type would besides be compiled at each start.
/// </summary>
internal static class Options
{
    /// <summary>An option with one value.</summary>
    public static Option<string?> Text(string name, string value, string help) => new(name) { HelpName = value, Description = help };

    /// <summary>An option that may be given several times, each with one value.</summary>
    public static Option<string[]> Texts(string name, string value, string help) =>
        new(name) { HelpName = value, Description = help + " May be given several times.", Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = false };

    /// <summary>An option without a value.</summary>
    public static Option<bool> Flag(string name, string help) => new(name) { Description = help, Arity = ArgumentArity.Zero };
}
