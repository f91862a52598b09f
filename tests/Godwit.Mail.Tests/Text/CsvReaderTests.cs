namespace Godwit.Mail.Tests.Text;

public sealed class CsvReaderTests
{
    private static readonly FaultKind Broken = new("GW9999", "Broken", Reach.Service, Remedy.FixConfiguration);

    [Theory]
    [InlineData("a,b\r\nc,d\r\n", "1:a|b", "2:c|d")]
    [InlineData("a,b\nc,d", "1:a|b", "2:c|d")]
    [InlineData("a,,\n,\n", "1:a||", "2:|")]
    [InlineData("\n\r\na\n\n\nb\n\n", "3:a", "6:b")]
    [InlineData("\"a,b\",\"say \"\"hi\"\"\",\"\"\n", "1:a,b|say \"hi\"|")]
    [InlineData("\"two\r\nlines\",x\ny,z", "1:two\r\nlines|x", "3:y|z")]
    [InlineData(" a , b ", "1: a | b ")]
    [InlineData("\"\"\"\"", "1:\"")]
    [InlineData("é,日本,🦢", "1:é|日本|🦢")]
    [InlineData("a;b\r\n\"c;d\";e,f\r\n", "1:a|b", "2:c;d|e,f")]
    [InlineData("\n\na;b\n;\n", "3:a|b", "4:|")]
    [InlineData("a,b;c\nd;e,f\n", "1:a|b;c", "2:d;e|f")]
    [InlineData("a\nb;c\n", "1:a", "2:b;c")]
    [InlineData("")]
    public void Records_are_read_as_the_grammar_says(string text, params string[] records) => Assert.Equal(records, Read(text));

    [Theory]
    [InlineData("a\nhunter2\"x\n", 2, "quotation mark inside")]
    [InlineData("a\n\n\"hunter2\n\n", 3, "never closed")]
    [InlineData("\"hunter2\"x\n", 1, "behind a closing")]
    [InlineData("\"hun\nter2\"x\n", 2, "behind a closing")]
    [InlineData("a\rhunter2\n", 1, "carriage return")]
    public void What_is_against_it_is_told_with_its_line_and_never_repeated(string text, int line, string told)
    {
        var fault = Assert.Throws<FaultException>(() => Read(text)).Fault;

        Assert.Equal(Broken, fault.Kind);
        Assert.StartsWith(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Line {line} of the list "), fault.Told, StringComparison.Ordinal);
        Assert.Contains(told, fault.Told, StringComparison.Ordinal);
        Assert.DoesNotContain("hun", fault.Told, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_has_at_most_a_hundred_fields()
    {
        Assert.Single(Read(new string(',', 99)));
        Assert.Throws<FaultException>(() => Read(new string(',', 100)));
    }

    [Fact]
    public void Whatever_the_bytes_are_it_ends_with_records_or_a_fault()
    {
        var random = new Random(1);
        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => "ab,\"\r\n;"[random.Next(7)]));
            try { Assert.True(Read(text).Length <= text.Length); }
            catch (FaultException refusal) { Assert.Equal(Broken, refusal.Fault.Kind); }
        }
    }

    private static string[] Read(string text)
    {
        var reader = new CsvReader(text, static (line, why) => new FaultException(new Fault(Broken, Side.Service, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Line {line} of the list {why}."))));
        var records = new List<string>();
        while (reader.Next() is { } record) records.Add(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{record.Line}:{string.Join('|', record.Fields)}"));
        return [.. records];
    }
}
