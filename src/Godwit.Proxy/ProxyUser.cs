namespace Godwit.Proxy;

/// <summary>Somebody who proved who he is.</summary>
/// <param name="Name">The name as logs and audit show it, <c>DOMAIN\user</c> or <c>user@domain</c>.</param>
/// <param name="Scheme">How it was proven: <c>Basic</c>, <c>NTLM</c>, <c>Negotiate</c> or <c>Bearer</c>.</param>
/// <param name="Groups">The names of the groups that the source of users itself tells; nested groups of the file come on top when authorisation looks.</param>
public sealed record ProxyUser(string Name, string Scheme, IReadOnlyCollection<string> Groups)
{
    /// <summary>Roles given to the user directly. They authorise nothing: a role is not a role group.</summary>
    public IReadOnlyCollection<string> Roles { get; init; } = [];
}
