using System.Text;
using Godwit.Moves.Tests.Support;

namespace Godwit.Moves.Tests.Batches;

public sealed class CsvUsersTests
{
    [Fact]
    public void Rows_are_read_by_the_names_of_columns_without_case()
    {
        var rows = CsvUsers.Read("﻿EmailAddress,targetaddress,Priority,BadItemLimit\r\nAnna@Old.example,anna@new.example,High,5\r\n\r\nben@old.example,,,\r\n", false, out var errors);

        Assert.Empty(errors);
        Assert.Equal(["anna@old.example", "ben@old.example"], rows.Select(static row => row.Address));
        Assert.Equal(("anna@new.example", MovePriority.High, 5), (rows[0].TargetAddress, rows[0].Priority!.Value, rows[0].BadItemLimit!.Value));
        Assert.Null(rows[1].TargetAddress);
    }

    [Fact]
    public void Everything_that_is_wrong_is_told_at_once_with_line_and_column()
    {
        CsvUsers.Read("EmailAddress,Priority,BadItemLimit\nanna@old.example,Urgent,-1\nnobody,Normal,\nanna@old.example,,\nben@old.example,x\n", false, out var errors);

        Assert.Equal(
            [(2, "BadItemLimit"), (2, "Priority"), (3, "EmailAddress"), (4, "EmailAddress"), (5, null)],
            errors.Select(static error => (error.Line!.Value, error.Column)).Order());
        Assert.All(errors, static error => Assert.Equal("GW4007", error.Code));
    }

    [Fact]
    public void An_unknown_column_refuses_the_csv_unless_it_may_be_passed_over()
    {
        const string Csv = "EmailAddress,Departement\nanna@old.example,IT\n";

        CsvUsers.Read(Csv, false, out var refused);
        var rows = CsvUsers.Read(Csv, true, out var taken);

        Assert.Contains("'Departement'", Assert.Single(refused).Detail, StringComparison.Ordinal);
        Assert.Empty(taken);
        Assert.Single(rows);
    }

    [Theory]
    [InlineData("anna@old.example,hunter2!\n")]
    [InlineData("EmailAddress,Password\nanna@old.example,\"hunter2\n")]
    [InlineData("EmailAddress,Password\nanna@old.example,hunter2,hunter2\n")]
    public void No_sentence_repeats_what_may_be_a_password(string csv)
    {
        CsvUsers.Read(csv, false, out var errors);

        Assert.NotEmpty(errors);
        Assert.All(errors, static error => Assert.DoesNotContain("hunter2", error.Detail, StringComparison.Ordinal));
    }

    [Fact]
    public void A_row_s_text_form_shows_no_password() =>
        Assert.DoesNotContain("hunter2", CsvUsers.Read("EmailAddress,Password\na@b.example,hunter2\n", false, out _)[0].ToString(), StringComparison.Ordinal);

    [Fact]
    public void Fifty_thousand_rows_are_read_checked_and_stored()
    {
        var csv = new StringBuilder("EmailAddress,TargetAddress,BadItemLimit\n");
        for (var i = 0; i < CsvUsers.MaxRows; i++) csv.Append(CultureInfo.InvariantCulture, $"user{i}@old.example,user{i}@new.example,10\n");
        using var desk = new Desk();
        desk.NewEndpoint();

        var batch = desk.Batches.New(new NewMigrationBatch { Name = "all", SourceEndpoint = "source", CsvData = csv.ToString() }, Desk.Operator);

        Assert.Equal(CsvUsers.MaxRows, batch.TotalCount);
    }
}
