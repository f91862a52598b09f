using Godwit.Api;

namespace Godwit.Administration.Table;

/// <summary>Who may sign in at the service.</summary>
internal static class AccessCommands
{
    private static readonly string[] Roles = Enum.GetNames<Role>();

    private static readonly Parameter Role = new("Role", ValueKind.Choice, "What may be done.") { Words = Roles };

    private static readonly Parameter PasswordFile = new("PasswordFile", ValueKind.Secret, "A file whose first line is the password, at least 12 characters.") { Field = "password" };

    public static IReadOnlyList<Command> All { get; } =
    [
        new("New-MigrationAdministrator", "administrator", "new", "Adds somebody who signs in with a password.")
        {
            Changes = true, Method = HttpMethod.Post, Route = ApiRoutes.Administrators, Body = typeof(NewServiceAdministrator),
            Own = [new("Name", ValueKind.Text, "The name, 1 to 64 characters.") { IsRequired = true, Position = 0 }, Role with { IsRequired = true }, PasswordFile with { IsRequired = true }],
            Examples = ["New-MigrationAdministrator eva -Role Operator -PasswordFile eva.secret"],
        },
        new("Get-MigrationAdministrator", "administrator", "get", "Shows who signs in with a password.")
        {
            Route = ApiRoutes.Administrators, Lists = true, Columns = ["Name", "Role", "CreationTime", "LastSignInTime"], Examples = ["Get-MigrationAdministrator"],
        },
        new("Set-MigrationAdministrator", "administrator", "set", "Changes a password or a role.")
        {
            Changes = true, Method = HttpMethod.Patch, Route = ApiRoutes.Administrator, Body = typeof(ServiceAdministratorChanges),
            Own = [CommonParameters.Identity("The name."), Role, PasswordFile], Rules = [new(RuleKind.AtLeastOne, "Role", "PasswordFile")], Examples = ["Set-MigrationAdministrator eva -Role Reader"],
        },
        new("Remove-MigrationAdministrator", "administrator", "remove", "Takes the sign-in away.")
        {
            Changes = true, Method = HttpMethod.Delete, Route = ApiRoutes.Administrator, Own = [CommonParameters.Identity("The name.")], Examples = ["Remove-MigrationAdministrator eva"],
        },
        new("New-MigrationAccessToken", "token", "new", "Makes a token for a program. It is shown this once.")
        {
            Changes = true, Method = HttpMethod.Post, Route = ApiRoutes.Tokens, Body = typeof(NewAccessToken),
            Own =
            [
                new("Name", ValueKind.Text, "What it is for, 1 to 64 characters.") { IsRequired = true, Position = 0 }, Role with { IsRequired = true, Meaning = "What it may do; at most what you may." },
                new("Days", ValueKind.Number, "How long it lives, 1 to 400.") { Default = "90" },
            ],
            Examples = ["New-MigrationAccessToken nightly -Role Operator -Property Token"],
        },
        new("Get-MigrationAccessToken", "token", "get", "Shows your tokens, without the tokens themselves.")
        {
            Route = ApiRoutes.Tokens, Lists = true, Columns = ["Id", "Name", "Role", "ExpirationTime"], Examples = ["Get-MigrationAccessToken"],
        },
        new("Remove-MigrationAccessToken", "token", "remove", "Withdraws a token.")
        {
            Changes = true, Method = HttpMethod.Delete, Route = ApiRoutes.Token, Own = [CommonParameters.Identity("Its Id.")], Examples = ["Remove-MigrationAccessToken 0198c0de-0000-7000-8000-000000000001"],
        },
    ];
}
