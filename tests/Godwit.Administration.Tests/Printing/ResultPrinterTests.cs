namespace Godwit.Administration.Tests.Printing;

public sealed class ResultPrinterTests
{
    private const string North = """{"identity":"north","enabled":true,"methods":["Basic","Ntlm"],"url":null,"limits":{"maxItems":5},"note":"a, \"b\""}""";
    private const string South = """{"identity":"south","enabled":false,"methods":[],"url":"https://s","limits":{"maxItems":6},"note":"\u001b[31mred"}""";

    [Fact]
    public void One_object_is_a_list_of_its_fields() => Assert.Equal("""
        Identity : north
        Enabled  : True
        Methods  : {Basic, Ntlm}
        Url      :
        Limits   : @{MaxItems=5}
        Note     : a, "b"

        """, Print("Get-MigrationEndpoint north", isOne: true, North), ignoreLineEndingDifferences: true);

    [Fact]
    public void Several_objects_are_a_table() => Assert.Equal("""
        Identity  Enabled
        --------  -------
        north     True
        south     False

        """, Print("Get-MigrationEndpoint -Property identity,ENABLED", isOne: false, North, South), ignoreLineEndingDifferences: true);

    [Fact]
    public void Csv_is_quoted_where_it_must_be() => Assert.Equal("Identity,Note\r\nnorth,\"a, \"\"b\"\"\"\r\n", Print("Get-MigrationEndpoint -Format csv -Property Identity,Note", isOne: false, North));

    [Fact]
    public void Json_has_the_same_names_and_true_types()
    {
        using var list = JsonDocument.Parse(Print("Get-MigrationEndpoint -Format Json", isOne: false, North));
        using var one = JsonDocument.Parse(Print("Get-MigrationEndpoint north -Format Json", isOne: true, North));

        Assert.Equal(JsonValueKind.Array, list.RootElement.ValueKind);
        Assert.True(one.RootElement.GetProperty("Enabled").GetBoolean());
        Assert.Equal(5, one.RootElement.GetProperty("Limits").GetProperty("MaxItems").GetInt32());
        Assert.Equal(JsonValueKind.Null, one.RootElement.GetProperty("Url").ValueKind);
    }

    [Fact]
    public void An_empty_list_prints_nothing_and_as_json_an_empty_array()
    {
        Assert.Equal("", Print("Get-MigrationEndpoint", isOne: false));
        Assert.Equal("[]", Print("Get-MigrationEndpoint -Format Json", isOne: false).Trim());
    }

    [Fact]
    public void Text_from_elsewhere_moves_no_cursor() => Assert.DoesNotContain('\u001b', Print("Get-MigrationEndpoint -Format List", isOne: false, South));

    [Fact]
    public void A_property_that_does_not_exist_is_refused()
    {
        var refusal = Assert.Throws<FaultException>(() => Print("Get-MigrationEndpoint -Property Colour", isOne: false, North));

        Assert.Contains("there is no Colour; there are Identity, Enabled", refusal.Fault.Told, StringComparison.Ordinal);
    }

    [Fact]
    public void A_star_is_everything_that_was_not_named() => Assert.StartsWith("Url      :", Print("Get-MigrationEndpoint north -Property Url,*", isOne: true, North), StringComparison.Ordinal);

    private static string Print(string line, bool isOne, params string[] objects)
    {
        using var output = new StringWriter();
        var words = line.Split(' ');
        var given = CommandParser.Parse(CommandTable.Find(words)!.Value.Command, words[1..]);
        ResultPrinter.Write(output, given, [.. objects.Select(json => ShownObject.Of(JsonDocument.Parse(json).RootElement))], isOne);
        return output.ToString();
    }
}
