namespace Godwit.Store.Moves;

/// <summary>Where the records are, on a PostgreSQL.</summary>
/// <param name="Host">Host name, address, or the folder of a local socket (it begins with a slash).</param>
/// <param name="Database">The database.</param>
/// <param name="User">The role that signs in; it owns the tables.</param>
public sealed record PostgresSettings(string Host, string Database, string User)
{
    /// <summary>The port when nobody says.</summary>
    public const int UsualPort = 5432;

    /// <summary>TCP port, or the number in a socket's name.</summary>
    public int Port { get; init; } = UsualPort;

    /// <summary>The schema with the tables; made when it is not there. Small letters, digits and underscores.</summary>
    public string Schema { get; init; } = "godwit";

    /// <summary>Gives the password, anew for each connection; null: the server asks for none.</summary>
    public Func<string>? Password { get; init; }

    /// <summary>True: without TLS. Else the server's certificate is checked, its name too.</summary>
    public bool Plain { get; init; }

    /// <summary>A PEM file with the authorities that are trusted instead of the system's; null: the system's.</summary>
    public string? AuthorityFile { get; init; }

    /// <summary>Where it is, without secrets.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Database} on {Host}:{Port}, schema {Schema}");
}
