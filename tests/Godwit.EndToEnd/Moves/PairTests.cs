using Godwit.EndToEnd.Places;
using static Godwit.EndToEnd.Places.PlaceKind;

namespace Godwit.EndToEnd.Moves;

/// <summary>
/// Every pair that is promised takes the same walk (<see cref="MoveWalk"/>); each is a line. What a server does to mail, whoever brings it, is all that may differ, and is named in the line's
/// test (see <c>servers/README.md</c>).
/// </summary>
[Trait("needs", "process")]
[Trait("length", "deep")]
public sealed class PairTests
{
    [Theory]
    [InlineData(Dovecot, Dovecot)]
    [InlineData(Maildir, Dovecot)]
    [InlineData(Dovecot, Maildir)]
    public Task A_mailbox_arrives_whole_and_stays_in_step(PlaceKind from, PlaceKind to) => MoveWalk.WalkAsync(from, to, Allowances.None);
}

/// <summary>Pairs with a Cyrus.</summary>
[Trait("needs", "process")]
[Trait("length", "deep")]
public sealed class CyrusPairTests
{
    /// <summary>Cyrus replaces raw 8-bit bytes in a header.</summary>
    private static readonly Allowances Rewritten = new() { OtherBytes = ["8-bit header"] };

    [Theory]
    [InlineData(Cyrus, Cyrus)]
    [InlineData(Cyrus, Dovecot)]
    [InlineData(Cyrus, Maildir)]
    public Task A_mailbox_arrives_whole_and_stays_in_step(PlaceKind from, PlaceKind to) => MoveWalk.WalkAsync(from, to, Allowances.None);

    [Theory]
    [InlineData(Dovecot, Cyrus)]
    [InlineData(Maildir, Cyrus)]
    public Task A_mailbox_arrives_whole_but_for_raw_8_bit_headers(PlaceKind from, PlaceKind to) => MoveWalk.WalkAsync(from, to, Rewritten);
}

/// <summary>Pairs with a Courier.</summary>
[Trait("needs", "process")]
[Trait("length", "deep")]
public sealed class CourierPairTests
{
    /// <summary>Courier gives a renamed folder another UIDVALIDITY.</summary>
    private static readonly Allowances NewWhenRenamed = new() { RenamedFolderIsNew = true };

    /// <summary>Courier ends a last line that has no end, and changes a lone CR.</summary>
    private static readonly Allowances Rewritten = new() { OtherBytes = ["no final line end", "lone CR"] };

    [Theory]
    [InlineData(Courier, Courier)]
    [InlineData(Courier, Dovecot)]
    [InlineData(Courier, Maildir)]
    public Task A_mailbox_arrives_whole_and_stays_in_step_though_a_renamed_folder_is_a_new_one(PlaceKind from, PlaceKind to) => MoveWalk.WalkAsync(from, to, NewWhenRenamed);

    [Theory]
    [InlineData(Maildir, Courier)]
    public Task A_mailbox_arrives_whole_but_for_line_ends_that_Courier_changes(PlaceKind from, PlaceKind to) => MoveWalk.WalkAsync(from, to, Rewritten);
}
