using Godwit.Proxy.Authentication.Users;

namespace Godwit.Proxy.Authorisation;

/// <summary>The group whose members may move mailboxes: directly, or by groups within groups.</summary>
/// <param name="name">Its name.</param>
/// <param name="file">The groups of the users file; groups that tokens and directories tell count as well.</param>
internal sealed class RoleGroup(string name, UserFile file)
{
    /// <summary>Null when the user is a member, else why not.</summary>
    public Refusal? RefusalOf(ProxyUser user)
    {
        var table = file.Current;
        // A Kerberos principal or a token may name a user whose groups the file knows.
        var listed = user.Scheme is "Negotiate" or "Bearer" ? table.Find(user.Name) : null;
        if (listed is { Disabled: true }) return Refusal.NotInRoleGroup;
        if (table.IsIn([.. user.Groups, .. listed?.Groups ?? []], name)) return null;
        return user.Roles.Contains(name, StringComparer.OrdinalIgnoreCase) ? Refusal.RoleIsNotEnough : Refusal.NotInRoleGroup;
    }
}
