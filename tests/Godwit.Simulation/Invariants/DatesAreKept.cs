using Godwit.Simulation.Worlds;

namespace Godwit.Simulation.Invariants;

/// <summary>What we put on the target has a received date with which its letter came to the source, to the second and with its offset; one without a date got some date.</summary>
internal static class DatesAreKept
{
    public static void Check(Ending end)
    {
        foreach (var folder in end.Target.Folders)
        {
            foreach (var message in folder.Messages)
            {
                var letter = end.Letter(message);
                if (end.World.TargetUser.IsOwn(message.Content) || letter.Dates.Contains(null) || letter.Dates.Contains(message.Received)) continue;
                throw new BrokenPromiseException("dates", $"{letter} in {folder.Folder.Path} {message.Uid} has {message.Received}");
            }
        }
    }
}
