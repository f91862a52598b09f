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
        var places = $"source [{Places(world.Source)}], target [{Places(world.Target)}], ledger [{Rows()}]";
        if (places == _last) return;
        _last = places;
        world.Note($"   >> {moment}: letter {Followed} is on {places}");
    }

    private string Rows()
    {
        var letter = world.Letters.All.FirstOrDefault(l => l.Number == Followed);
        var rows = new List<string>();
        foreach (var record in world.Ledger.Folders)
        {
            var table = world.Ledger.ReadPairs(record.Id);
            for (var i = 0; i < table.Count; i++)
                if (table[i].Content == letter?.Hash) rows.Add(FormattableString.Invariant($"{record.Source.Path} {table[i].SourceUid}-{table[i].TargetUid} {table[i].Origin} {table[i].State}"));
        }
        return string.Join(", ", rows);
    }

    private string Places(MemoryMailbox mailbox) => string.Join(", ", mailbox.Snapshot().Folders.SelectMany(f => f.Messages
        .Where(m => world.Letters.Recognise(m.Content).Number == Followed).Select(m => FormattableString.Invariant($"{f.Folder.Path} {m.Uid} of {f.Status.Generation} [{m.Flags}]"))));
}
