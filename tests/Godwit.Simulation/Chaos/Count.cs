using Godwit.Simulation.Letters;
using Godwit.Simulation.Worlds;

namespace Godwit.Simulation.Chaos;

/// <summary>How many copies of each letter a mailbox holds.</summary>
internal static class Count
{
    public static Dictionary<Letter, int> Letters(World world, MemoryMailbox mailbox) => Letters(world, mailbox.Snapshot().Folders);

    public static Dictionary<Letter, int> Letters(World world, IEnumerable<FolderSnapshot> folders)
    {
        var counts = new Dictionary<Letter, int>();
        foreach (var folder in folders)
        {
            foreach (var message in folder.Messages)
            {
                var letter = world.Letters.Recognise(message.Content);
                counts[letter] = counts.GetValueOrDefault(letter) + 1;
            }
        }
        return counts;
    }
}
