using Godwit.EndToEnd.TheCommand;

namespace Godwit.EndToEnd.Places;

/// <summary>
/// A Maildir, which Godwit uses by its files alone. It is filled and changed by a Dovecot that keeps its mail there, as a real one is, and read by Python from the files. Until it is filled
/// there is nothing at its path.
/// </summary>
public sealed class MaildirPlace : Place
{
    private readonly TemporaryFolder _folder = new();
    private ServerPlace? _keeper;

    private string Maildir => _folder["Maildir"];

    /// <summary>The folder that the Maildir lies in, by the name <c>Maildir</c>.</summary>
    public string Parent => _folder.Path;

    /// <inheritdoc/>
    public override StoreAddress Store => new("maildir:" + Maildir);

    /// <inheritdoc/>
    public override async Task<FillReport> FillAsync(int messages) => await (await KeeperAsync()).FillAsync(messages);

    /// <inheritdoc/>
    public override async Task<ChangeReport> ChangeAsync() => await (await KeeperAsync()).ChangeAsync();

    /// <inheritdoc/>
    public override async Task<MailboxSnapshot> ReadAsync() =>
        MailboxSnapshot.Of((await Command.RunAsync(Path.Combine(Checkout.ServerScripts, "read_maildir.py"), [Maildir])).OutputOrThrow("read_maildir.py"));

    private async Task<ServerPlace> KeeperAsync()
    {
        if (_keeper is not null) return _keeper;
        File.SetUnixFileMode(_folder.Path, (UnixFileMode)0x1FF); // the server's user makes the Maildir in it
        return _keeper = new ServerPlace(await RealServer.StartAsync(ServerKind.Dovecot, new ServerSettings { Extra = $"mail_location = maildir:{Maildir}" }));
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        if (_keeper is not null) await _keeper.DisposeAsync();
        _folder.Dispose();
    }
}
