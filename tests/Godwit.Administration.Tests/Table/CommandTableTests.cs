namespace Godwit.Administration.Tests.Table;

public sealed class CommandTableTests
{
    public static TheoryData<string> Cmdlets => [.. CommandTable.All.Select(command => command.Cmdlet)];

    /// <summary>What a command shows, for those whose columns are named.</summary>
    private static readonly Dictionary<string, Type> Answers = new()
    {
        ["Get-MigrationEndpoint"] = typeof(MigrationEndpoint), ["Get-MigrationEndpointHealth"] = typeof(EndpointHealth), ["Get-MigrationBatch"] = typeof(MigrationBatch), ["Get-MigrationUser"] = typeof(MigrationUser),
        ["Get-MoveRequest"] = typeof(MoveRequest), ["Get-MigrationLimit"] = typeof(EffectiveLimit), ["Get-MigrationTarget"] = typeof(TargetStore), ["Get-MigrationAuditLog"] = typeof(AuditEntry),
        ["Test-MRSHealth"] = typeof(HealthCheck), ["Get-MigrationAdministrator"] = typeof(ServiceAdministrator), ["Get-MigrationAccessToken"] = typeof(AccessToken),
    };

    [Theory]
    [InlineData("Get-WebServicesVirtualDirectory"), InlineData("Set-WebServicesVirtualDirectory"), InlineData("Test-MRSHealth"), InlineData("Test-MigrationServerAvailability")]
    [InlineData("New-MigrationEndpoint"), InlineData("Get-MigrationEndpoint"), InlineData("Set-MigrationEndpoint"), InlineData("Remove-MigrationEndpoint"), InlineData("Get-MigrationConfig"), InlineData("Set-MigrationConfig")]
    [InlineData("New-MigrationBatch"), InlineData("Get-MigrationBatch"), InlineData("Set-MigrationBatch"), InlineData("Start-MigrationBatch"), InlineData("Stop-MigrationBatch"), InlineData("Complete-MigrationBatch")]
    [InlineData("Remove-MigrationBatch"), InlineData("Get-MigrationUser"), InlineData("Set-MigrationUser"), InlineData("Start-MigrationUser"), InlineData("Stop-MigrationUser"), InlineData("Remove-MigrationUser")]
    [InlineData("Get-MigrationUserStatistics"), InlineData("Get-MigrationStatistics"), InlineData("Export-MigrationReport"), InlineData("New-MoveRequest"), InlineData("Get-MoveRequest"), InlineData("Set-MoveRequest")]
    [InlineData("Suspend-MoveRequest"), InlineData("Resume-MoveRequest"), InlineData("Remove-MoveRequest"), InlineData("Get-MoveRequestStatistics")]
    public void What_administrators_know_is_there(string cmdlet) => Assert.NotNull(CommandTable.Find([cmdlet.ToUpperInvariant()]));

    [Fact]
    public void No_name_has_two_commands()
    {
        Assert.Equal(CommandTable.All.Count, CommandTable.All.Select(command => command.Cmdlet.ToUpperInvariant()).Distinct().Count());
        Assert.Equal(CommandTable.All.Count, CommandTable.All.Select(command => command.Words).Distinct().Count());
    }

    [Theory, MemberData(nameof(Cmdlets))]
    public void No_spelling_of_a_parameter_means_two(string cmdlet)
    {
        var parameters = Find(cmdlet).Parameters;
        var spellings = parameters.SelectMany(parameter => parameter.Aliases.Append(parameter.Name).Select(name => name.ToUpperInvariant())).ToList();
        var options = parameters.Select(parameter => parameter.Option).ToList();

        Assert.Equal(spellings.Count, spellings.Distinct().Count());
        Assert.Equal(options.Count, options.Distinct().Count());
        Assert.All(options, option => Assert.Matches("^--[a-z]+(-[a-z]+)*$", option));
    }

    [Theory, MemberData(nameof(Cmdlets))]
    public void A_rule_speaks_of_parameters_that_exist(string cmdlet)
    {
        var command = Find(cmdlet);

        Assert.All(command.Rules.SelectMany(rule => rule.Names), name => Assert.Contains(command.Parameters, parameter => parameter.Name == name));
    }

    [Theory, MemberData(nameof(Cmdlets))]
    public void What_a_command_sends_is_what_the_service_reads(string cmdlet)
    {
        var command = Find(cmdlet);
        var sent = command.Own.Where(parameter => !parameter.IsLocal && !parameter.IsInQuery && parameter.Route is null && !(parameter.Name == "Identity" && command.Route.Contains("{identity}", StringComparison.Ordinal)));
        if (command.Body is null) Assert.True(command.Method != HttpMethod.Patch && (command.Method == HttpMethod.Get || !sent.Any() || command.Answerer == Answerer.Proxy), "it would send nothing of these");
        else Assert.All(sent, parameter => AssertField(command.Body, parameter.Field));
    }

    [Fact]
    public void What_is_sent_apart_is_what_the_service_reads()
    {
        var bodies = new Dictionary<string, Type> { [ApiRoutes.BatchUsers] = typeof(AddedUsers), [ApiRoutes.UserApproveDeletions] = typeof(DeletionApproval) };
        var apart = CommandTable.All.SelectMany(command => command.Own).Where(parameter => parameter.Route is not null && !parameter.IsOrder).ToList();

        Assert.NotEmpty(apart);
        Assert.All(apart, parameter => AssertField(bodies[parameter.Route!], parameter.Field));
    }

    [Theory, MemberData(nameof(Cmdlets))]
    public void The_columns_of_a_table_are_what_the_service_tells(string cmdlet)
    {
        var command = Find(cmdlet);
        if (command.Columns.Count == 0 || command.Answerer == Answerer.Proxy) return;

        Assert.All(command.Columns, column => Assert.NotNull(Answers[cmdlet].GetProperty(column)));
    }

    [Theory, MemberData(nameof(Cmdlets))]
    public void A_change_can_be_tried_without_being_made(string cmdlet)
    {
        var command = Find(cmdlet);

        Assert.Equal(command.Cmdlet.Split('-')[0] is not ("Get" or "Test" or "Export"), command.Changes);
        Assert.Equal(command.Changes, command.Parameters.Contains(CommonParameters.WhatIf));
    }

    [Theory, MemberData(nameof(Cmdlets))]
    public void An_example_is_a_command_line_that_is_understood(string cmdlet)
    {
        Assert.NotEmpty(Find(cmdlet).Examples);
        Assert.All(Find(cmdlet).Examples, example =>
        {
            var words = Words(example);
            var (command, count) = CommandTable.Find(words)!.Value;
            Assert.Equal(cmdlet, CommandParser.Parse(command, [.. words.Skip(count)]).Command.Cmdlet);
        });
    }

    [Theory, MemberData(nameof(Cmdlets))]
    public void Both_spellings_reach_the_program_that_knows_them(string cmdlet)
    {
        var command = Find(cmdlet);

        Assert.Equal("godwit-admin", Cli.OtherPrograms.For([cmdlet.ToLowerInvariant()]));
        Assert.Equal("godwit-admin", Cli.OtherPrograms.For([command.Noun, command.Verb]));
    }

    [Theory]
    [InlineData("move"), InlineData("verify"), InlineData("folders"), InlineData("--help"), InlineData("move-mailbox")]
    public void What_godwit_does_itself_reaches_no_other_program(string word) => Assert.Null(Cli.OtherPrograms.For([word]));

    private static Command Find(string cmdlet) => CommandTable.All.Single(command => command.Cmdlet == cmdlet);

    private static void AssertField(Type type, string field)
    {
        foreach (var name in field.Split('.'))
        {
            var property = type.GetProperties().SingleOrDefault(candidate => JsonNamingPolicy.CamelCase.ConvertName(candidate.Name) == name);
            Assert.True(property is not null, $"{type.Name} has no {name}");
            type = property.PropertyType;
        }
    }

    // As a shell takes a line apart.
    private static List<string> Words(string line) =>
        [.. System.Text.RegularExpressions.Regex.Matches(line, "\"([^\"]*)\"|'([^']*)'|(\\S+)").Select(match => match.Groups.Values.Skip(1).First(group => group.Success).Value)];
}
