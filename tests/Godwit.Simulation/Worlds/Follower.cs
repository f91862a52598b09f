using System.Globalization;

namespace Godwit.Simulation.Worlds;

/// <summary>Writes down, when GODWIT_LETTER names a letter, where its copies are whenever that has changed: for finding out what happened to it.</summary>
internal sealed class Follower(World world)
{
    private static readonly int? Followed = int.TryParse(Environment.GetEnvironmentVariable("GODWIT_LETTER"), CultureInfo.InvariantCulture, out var number) ? number : null;
    private string _last = "";

    public void Look(in MemoryMoment moment, MovePhase phase)
    {
        if (Followed is not null) Look($"{moment.Step} of {moment.Call} {moment.Folder}, {phase}");
    }

    public void Look(string moment)
    {
        if (Followed is null) return;
        var places = $"source [{Places(world.Source)}], target [{Places(world.Target)}]";
        if (places == _last) return;
        _last = places;
        world.Note($"   >> {moment}: letter {Followed} is on {places}");
    }

    private string Places(MemoryMailbox mailbox) => string.Join(", ", mailbox.Snapshot().Folders.SelectMany(f => f.Messages
        .Where(m => world.Letters.Recognise(m.Content).Number == Followed).Select(m => FormattableString.Invariant($"{f.Folder.Path} {m.Uid} of {f.Status.Generation} [{m.Flags}]"))));
}
