namespace Godwit.Cli;

/// <summary>One side of every mailbox of a list, and where its passwords come from.</summary>
/// <param name="Side">"from" or "to".</param>
/// <param name="Address">The address.</param>
/// <param name="PasswordFile">The password's file; else null.</param>
/// <param name="TokenCommand">The command for tokens, the same for all; else null.</param>
internal sealed record StoreTemplate(string Side, ColumnTemplate Address, ColumnTemplate? PasswordFile, string? TokenCommand)
{
    /// <summary>Finds columns that the list lacks.</summary>
    public void Check(MailboxList list, Problems problems)
    {
        Address.Check(list, problems);
        PasswordFile?.Check(list, problems);
    }

    /// <summary>The store of a mailbox. A password of its own in the list is stronger than the options.</summary>
    /// <exception cref="FaultException">The address cannot be read, a value is missing, or there are two passwords.</exception>
    public ChosenStore Fill(MailboxRow row) =>
        new(StoreAddress.Parse($"--{Side} for {row} of the list", Address.FillAddress(row)), Secret(row));

    private SecretSettings Secret(MailboxRow row)
    {
        var (password, file) = (row[$"{Side}_password"], row[$"{Side}_password_file"]);
        if (password.Length > 0 && file.Length > 0)
            throw UsageFaults.Refuse(UsageFaults.BadMailboxList, $"The columns {Side}_password and {Side}_password_file exclude each other; {row} of the list has both.");
        if (password.Length > 0) return new SecretSettings(Side) { Given = new Secret(password, isToken: false) };
        if (file.Length > 0) return new SecretSettings(Side) { PasswordFile = Path.GetFullPath(file) };
        return new SecretSettings(Side) { PasswordFile = PasswordFile is null ? null : Path.GetFullPath(PasswordFile.FillPath(row)), TokenCommand = TokenCommand };
    }
}
