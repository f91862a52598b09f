namespace Godwit.Demo.Mail;

/// <summary>A user who goes on working while the mailbox is moved: gets mail, reads, flags, files and deletes. What it does follows from its seed.</summary>
/// <param name="maildir">The mailbox.</param>
/// <param name="writer">Where new mail comes from.</param>
/// <param name="firstNumber">The number of the first new message.</param>
/// <param name="seed">What to draw from.</param>
internal sealed class BusyUser(Maildir maildir, MessageWriter writer, int firstNumber, int seed)
{
    /// <summary>Deletes no more than this: removals that look like an accident wait for an approval.</summary>
    private const int MostDeleted = 12;

    private readonly Random _random = new(seed);
    private int _received;

    /// <summary>New messages.</summary>
    public int Received => _received;

    /// <summary>Messages that were flagged.</summary>
    public int Flagged { get; private set; }

    /// <summary>Messages that were filed elsewhere.</summary>
    public int Filed { get; private set; }

    /// <summary>Messages that were deleted.</summary>
    public int Deleted { get; private set; }

    /// <summary>All of it together.</summary>
    public int Changes => Received + Flagged + Filed + Deleted;

    /// <summary>Does something every now and then until it is stopped.</summary>
    public async Task WorkAsync(TimeSpan every, TimeProvider clock, CancellationToken stop)
    {
        using var ticks = new PeriodicTimer(every, clock);
        try
        {
            while (await ticks.WaitForNextTickAsync(stop).ConfigureAwait(false)) Act();
        }
        catch (OperationCanceledException)
        {
            // The end of the working day.
        }
    }

    /// <summary>Does the next thing.</summary>
    public void Act()
    {
        var seen = maildir.Seen(MailFolderName.Inbox);
        var choice = seen.Count == 0 ? 0 : _random.Next(8);
        if (choice < 4) Receive();
        else if (choice < 6) Flag(seen[_random.Next(seen.Count)]);
        else if (choice == 6 || Deleted == MostDeleted) File(seen[_random.Next(seen.Count)]);
        else Delete(seen[_random.Next(seen.Count)]);
    }

    private void Receive() => maildir.Store(_random.Next(3) == 0 ? MailFolderName.Sent : MailFolderName.Inbox, writer.Write(firstNumber + _received++) with { Received = maildir.Now() });

    private void Flag(string message)
    {
        Maildir.Flag(message, 'F');
        Flagged++;
    }

    private void File(string message)
    {
        maildir.MoveTo(MailFolderName.Archive, message);
        Filed++;
    }

    private void Delete(string message)
    {
        System.IO.File.Delete(message);
        Deleted++;
    }
}
