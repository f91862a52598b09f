using System.Text.Json.Serialization;

namespace Godwit.Proxy.Authentication.Users;

/// <summary>A user of the users file. Its text form shows no secret.</summary>
public sealed record UserRecord
{
    /// <summary>The name without a domain; compared without case.</summary>
    public required string Name { get; init; }

    /// <summary>The slow salted hash of the password; null: no Basic.</summary>
    public string? PasswordHash { get; init; }

    /// <summary>The NT hash, encrypted with the key file; null: no NTLM.</summary>
    public string? NtHash { get; init; }

    /// <summary>True: nobody signs in.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Disabled { get; init; }

    /// <summary>Groups the user is a member of.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>Roles given directly. They authorise nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Roles { get; init; }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}

/// <summary>A group of the users file.</summary>
/// <param name="Name">Its name; compared without case.</param>
/// <param name="MemberOf">The groups that it is a member of.</param>
public sealed record GroupRecord(string Name, IReadOnlyList<string> MemberOf);
