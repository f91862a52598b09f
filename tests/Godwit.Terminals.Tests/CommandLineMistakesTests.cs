using System.CommandLine;
using Godwit.Mail;

namespace Godwit.Terminals.Tests;

public sealed class CommandLineMistakesTests
{
    [Theory]
    [InlineData("proxy", "--once")]
    [InlineData("proxy", "user", "list")]
    public void What_is_understood_has_no_mistakes(params string[] words) => Assert.Empty(In(words));

    [Theory]
    [InlineData("The option --onse is not known; see --help.", "proxy", "--onse")]
    [InlineData("The option --password is not known; see --help.", "proxy", "--password=Canary")]
    [InlineData("'godwit proxy user' takes add, list; see --help.", "proxy", "user")]
    [InlineData("There is a word too many on the command line, or the command is none of add, list; see --help.", "proxy", "user", "Canary")]
    [InlineData("There is a word too many on the command line; see --help.", "proxy", "user", "list", "Canary", "Canary2")]
    [InlineData("There is a word too many on the command line; see --help.", "proxy", "user", "list", "-Canary!")]
    public void A_mistake_is_one_sentence_with_a_code_and_repeats_no_word_that_may_be_a_password(string told, params string[] words)
    {
        var mistake = Assert.Single(In(words));

        Assert.Equal(("GW9011", told), (mistake.Code, mistake.Told));
    }

    [Fact]
    public void All_mistakes_are_told_at_once() => Assert.Equal(2, In("proxy", "--onse", "--twise").Count);

    [Fact]
    public void A_missing_value_is_told() => Assert.Contains("'add'", Assert.Single(In("proxy", "user", "add")).Told, StringComparison.Ordinal);

    private static IReadOnlyList<Fault> In(params string[] words)
    {
        var add = new Command("add") { new Argument<string>("NAME") };
        var list = new Command("list");
        var proxy = new Command("proxy") { new Option<bool>("--once"), new Command("user") { add, list } };
        foreach (var command in (Command[])[add, list, proxy]) command.SetAction(_ => { });
        return CommandLineMistakes.In(new Command("godwit") { proxy }.Parse(words));
    }
}
