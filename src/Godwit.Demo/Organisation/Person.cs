namespace Godwit.Demo.Organisation;

/// <summary>Somebody whose mailbox is moved.</summary>
/// <param name="Name">The mailbox's name in its store.</param>
/// <param name="Server">The server that has it.</param>
/// <param name="Messages">How many messages it begins with.</param>
internal sealed record Person(string Name, string Server, int Messages)
{
    /// <summary>The organisation's domain.</summary>
    public const string Domain = "north.example";

    /// <summary>The servers of the organisation.</summary>
    public static readonly IReadOnlyList<string> Servers = ["mbx1", "mbx2"];

    /// <summary>The eight of them. The first one goes on working.</summary>
    public static readonly IReadOnlyList<Person> All =
    [
        new("anna", "mbx1", 320), new("boris", "mbx1", 240), new("chiara", "mbx1", 410), new("dmitri", "mbx1", 180),
        new("elena", "mbx2", 500), new("fatima", "mbx2", 150), new("goran", "mbx2", 280), new("hiroko", "mbx2", 360),
    ];

    /// <summary>The address.</summary>
    public string Address => $"{Name}@{Domain}";
}
