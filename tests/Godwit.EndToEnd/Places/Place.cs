namespace Godwit.EndToEnd.Places;

/// <summary>Where a mailbox can be.</summary>
public enum PlaceKind
{
    /// <summary>On a Dovecot.</summary>
    Dovecot,
    /// <summary>On a Cyrus.</summary>
    Cyrus,
    /// <summary>On a Courier.</summary>
    Courier,
    /// <summary>On GNU Mailutils.</summary>
    Mailutils,
    /// <summary>In the files of a Maildir, with no server between.</summary>
    Maildir,
    /// <summary>On a Dovecot, with an MRS Proxy before it.</summary>
    DovecotBehindProxy,
    /// <summary>In the files of a Maildir, with an MRS Proxy before it.</summary>
    MaildirBehindProxy,
}

/// <summary>A mailbox that a move begins or ends at, and the independent tools that fill, change and read it.</summary>
public abstract class Place : IAsyncDisposable
{
    /// <summary>How the command is told of it.</summary>
    public abstract StoreAddress Store { get; }

    /// <summary>Fills it with the seeded corpus.</summary>
    public abstract Task<FillReport> FillAsync(int messages);

    /// <summary>Changes everything.</summary>
    public abstract Task<ChangeReport> ChangeAsync();

    /// <summary>Reads it.</summary>
    public abstract Task<MailboxSnapshot> ReadAsync();

    /// <summary>Makes an empty one.</summary>
    public static async Task<Place> OpenAsync(PlaceKind kind) => kind switch
    {
        PlaceKind.Maildir => new MaildirPlace(),
        PlaceKind.DovecotBehindProxy => await Proxies.ProxiedPlace.OnDovecotAsync(),
        PlaceKind.MaildirBehindProxy => await Proxies.ProxiedPlace.OnMaildirAsync(),
        _ => new ServerPlace(await RealServer.StartAsync(Enum.Parse<ServerKind>(kind.ToString()))),
    };

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}
