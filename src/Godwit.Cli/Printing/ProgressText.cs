using System.Text;

namespace Godwit.Cli;

/// <summary>A look at a move as one line.</summary>
internal static class ProgressText
{
    /// <summary>The line.</summary>
    public static string Line(ProgressView view)
    {
        var line = new StringBuilder(Doing(view.Phase));
        if (view.Phase != MovePhase.Copying && view.MessagesPlanned == 0) return line.ToString();
        if (view.Share is { } share) line.Append(CultureInfo.InvariantCulture, $" {Math.Floor(share * 1000) / 10:F1} %");
        line.Append(CultureInfo.InvariantCulture, $", {view.MessagesDone:N0} of {view.MessagesPlanned:N0} messages");
        if (view.BytesPerSecond is { } bytes) line.Append(CultureInfo.InvariantCulture, $", {new ByteSize((long)bytes)}/s");
        if (view.MessagesPerSecond is { } messages) line.Append(CultureInfo.InvariantCulture, $" ({messages:N0} messages/s)");
        if (view.Left is { } left) line.Append(CultureInfo.InvariantCulture, $", {DurationText.Rough(left)} left");
        if (view.Limit is { } limit) line.Append(CultureInfo.InvariantCulture, $", waiting for the {limit}");
        return line.ToString();
    }

    private static string Doing(MovePhase phase) => phase switch
    {
        MovePhase.Connecting => "connecting",
        MovePhase.ListingFolders => "listing folders",
        MovePhase.WaitingForQuiet => "waiting for what an earlier run may still have on its way",
        MovePhase.Comparing => "comparing",
        MovePhase.Copying => "copying",
        MovePhase.Updating => "changing flags, moving, removing",
        MovePhase.TakingBack => "looking for what came late",
        MovePhase.WaitingToRetry => "waiting before another try",
        _ => "finished",
    };
}
