namespace Godwit.Api;

/// <summary>Somebody who may sign in with a password of this service.</summary>
/// <param name="Name">The name; compared without case.</param>
/// <param name="Role">What they may do.</param>
/// <param name="CreationTime">When they were added.</param>
/// <param name="LastSignInTime">When they signed in last; null when never.</param>
public sealed record ServiceAdministrator(string Name, Role Role, DateTimeOffset CreationTime, DateTimeOffset? LastSignInTime);

/// <summary>Somebody to add. The text form shows no password.</summary>
/// <param name="Name">1 to 64 characters without colon and control characters.</param>
/// <param name="Password">At least 12 characters.</param>
/// <param name="Role">What they may do.</param>
public sealed record NewServiceAdministrator(string Name, string Password, Role Role)
{
    /// <summary>The name and role alone.</summary>
    public override string ToString() => $"{Name} ({Role})";
}

/// <summary>What changes; null leaves as it is. The text form shows no password.</summary>
/// <param name="Password">A new password; at least 12 characters.</param>
/// <param name="Role">What they may do from now on.</param>
public sealed record ServiceAdministratorChanges(string? Password = null, Role? Role = null)
{
    /// <summary>The role alone.</summary>
    public override string ToString() => $"({Role})";
}

/// <summary>Who is signed in.</summary>
/// <param name="Name">The name.</param>
/// <param name="Role">What they may do.</param>
/// <param name="Method">Basic or Bearer.</param>
public sealed record SignedIn(string Name, Role Role, string Method);

/// <summary>A token that programs sign in with; the token itself is not shown.</summary>
/// <param name="Id">Its GUID.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Owner">Who made it.</param>
/// <param name="Role">What it may do; never more than its owner.</param>
/// <param name="CreationTime">When it was made.</param>
/// <param name="ExpirationTime">When it ends.</param>
public sealed record AccessToken(Guid Id, string Name, string Owner, Role Role, DateTimeOffset CreationTime, DateTimeOffset ExpirationTime);

/// <summary>A token to make.</summary>
/// <param name="Name">What it is for, 1 to 64 characters.</param>
/// <param name="Role">What it may do; at most what its owner may.</param>
/// <param name="Days">How long it lives: 1 to 400.</param>
public sealed record NewAccessToken(string Name, Role Role, int Days = 90);

/// <summary>A token that was just made; this is the only time that it is shown.</summary>
/// <param name="Token">The token, for <c>Authorization: Bearer</c>.</param>
/// <param name="Details">What it is.</param>
public sealed record IssuedToken(string Token, AccessToken Details)
{
    /// <summary>What it is; not the token.</summary>
    public override string ToString() => Details.ToString();
}

/// <summary>Who did what; never changed and never removed.</summary>
/// <param name="Id">Ascending.</param>
/// <param name="At">When.</param>
/// <param name="Who">The signed-in.</param>
/// <param name="From">The address they came from.</param>
/// <param name="Action">What: <c>New-MigrationBatch</c>.</param>
/// <param name="Identity">To whom or what.</param>
/// <param name="Outcome">Done, or the code of the fault that refused it.</param>
/// <param name="Details">What was asked for, without secrets.</param>
/// <param name="RequestId">The request's id, as in the service's access log; null in entries from before there were any.</param>
/// <param name="ClientRequestId">What the client called its request; null where it gave no name.</param>
public sealed record AuditEntry(long Id, DateTimeOffset At, string Who, string From, string Action, string Identity, string Outcome, string Details, Guid? RequestId = null, string? ClientRequestId = null);
