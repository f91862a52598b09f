namespace Godwit.Administration.Tests.Help;

public sealed class ManualTests
{
    [Fact]
    public void The_manual_in_the_documentation_is_what_the_table_says() => Assert.Equal(ManualText.Write(), Checkout.Read("docs/reference/commands.md"));

    [Fact]
    public void The_help_of_a_command_names_all_its_parameters_in_both_spellings() => Assert.All(CommandTable.All, command =>
    {
        var help = HelpText.Of(command);
        Assert.All(command.Parameters, parameter => Assert.Contains($"{parameter.Option}, -{parameter.Name}", help, StringComparison.Ordinal));
    });

    [Fact]
    public void The_list_names_every_command_in_both_spellings()
    {
        var list = HelpText.Of(CommandTable.All);

        Assert.All(CommandTable.All, command => Assert.Matches($"  {command.Words} +{command.Cmdlet} ", list));
    }

    [Fact]
    public void No_line_of_help_is_wider_than_a_terminal() =>
        Assert.All(CommandTable.All.SelectMany(command => HelpText.Of(command).Split('\n')).Where(line => !line.StartsWith("  godwit", StringComparison.Ordinal)), line => Assert.InRange(line.Length, 0, 120));
}
