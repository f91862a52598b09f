using Godwit.EndToEnd.Moves;
using Godwit.EndToEnd.Places;
using static Godwit.EndToEnd.Places.PlaceKind;

namespace Godwit.EndToEnd.Proxies;

/// <summary>A mailbox behind a proxy takes the same walk as any other, read and written.</summary>
[Trait("needs", "process")]
public sealed class ProxyPairTests
{
    [Theory]
    [InlineData(DovecotBehindProxy, Dovecot)]
    [InlineData(Dovecot, DovecotBehindProxy)]
    [InlineData(MaildirBehindProxy, Maildir)]
    [InlineData(Dovecot, MaildirBehindProxy)]
    public Task A_mailbox_arrives_whole_and_stays_in_step(PlaceKind from, PlaceKind to) => MoveWalk.WalkAsync(from, to, Allowances.None);
}
