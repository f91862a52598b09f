using Godwit.Mail;
using Godwit.Moves;
using Godwit.Server.Ends;
using Godwit.Server.Provisioning;

namespace Godwit.Server.Tests.Ends;

public sealed class EndsOfMovesTests
{
    [Fact]
    public async Task Whoever_signs_in_does_so_with_their_own_password()
    {
        await using var service = await RunningService.StartAsync();
        var parts = service.Parts;
        parts.Endpoints.New(new NewMigrationEndpoint
        {
            Name = "imap", EndpointType = EndpointType.IMAP, RemoteServer = "mail.example", Credentials = new EndpointCredentials("master", "of the master"), SkipVerification = true,
        }, new Command("tester"), CancellationToken.None);
        var endpoint = parts.Database.Read(static session => session.Records.Endpoints.Find("imap"))!;
        var order = new MoveOrder
        {
            Address = "anna@old.example", TargetAddress = "anna@new.example", Direction = MigrationBatchDirection.Onboarding, EndpointId = endpoint.Id, SubmittedBy = "tester",
            UserName = "anna", ProtectedPassword = parts.Secrets.Protect("of anna"),
        };
        var ends = new EndsOfMoves(parts.Stores, parts.Database, parts.Secrets, new TargetMailboxes(null, parts.Database, "node1"));

        Assert.Equal("of the master", ends.Password(order, endpoint));
        Assert.Equal("of anna", ends.Password(order, endpoint with { Order = endpoint.Order with { UserName = null } }));
    }
}
