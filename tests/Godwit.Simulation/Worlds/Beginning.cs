using System.Text;

namespace Godwit.Simulation.Worlds;

/// <summary>How a world is before the first run: a source of some folders and two hundred messages or more; sometimes a target that another tool has half filled.</summary>
internal sealed class Beginning(World world)
{
    private static readonly string[] Names = ["Sent", "Drafts", "Projekte", "Projekte/Übersicht", "Projekte/2024", "INBOX/Kinder", "Re: a", "archive", "Archive", "Lists"];

    private Dice Dice => world.Dice;

    public void Make()
    {
        var folders = new List<FolderPath> { FolderPath.Inbox };
        foreach (var name in Names.OrderBy(_ => Dice.Between(0, 1_000)).Take(Dice.Between(2, 6)).ToArray()) folders.Add(Folder(name));
        var messages = Dice.Between(200, 240);
        for (var i = 0; i < messages; i++) world.SourceUser.Receive(Dice.Pick(folders));
        if (Dice.Chance(0.2)) HalfFill();
    }

    private FolderPath Folder(string name)
    {
        var path = FolderPath.Parse(name);
        world.Source.CreateFolder(path, name switch { "Sent" => SpecialUse.Sent, "Drafts" => SpecialUse.Drafts, _ => SpecialUse.None });
        return path;
    }

    /// <summary>Another tool was here before, and on its way put a header of its own on top of some messages.</summary>
    private void HalfFill()
    {
        world.Note(Happening.HalfFilledByAnotherTool, "the inbox");
        var marks = Dice.Chance(0.5);
        foreach (var message in world.Source.Snapshot().Find(FolderPath.Inbox)!.Messages)
        {
            if (!Dice.Chance(0.4)) continue;
            var bytes = message.Content.ToArray();
            var copy = MemoryContent.Of(marks ? [.. Encoding.ASCII.GetBytes($"X-TUID: {message.Uid:D12}\r\n"), .. bytes] : bytes);
            world.Target.Deliver(FolderPath.Inbox, copy, message.Flags, message.Received);
            world.TargetUser.Owns(copy);
            world.Letters.Recognise(message.Content).Lost++;
        }
    }
}
