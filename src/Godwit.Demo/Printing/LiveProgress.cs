using Godwit.Api;
using Godwit.Terminals;

namespace Godwit.Demo.Printing;

/// <summary>Shows how far the mailboxes are: a line that is overwritten on a terminal, a plain line now and then in a log. For one thread.</summary>
internal sealed class LiveProgress(Terminal terminal, TimeProvider clock)
{
    private static readonly TimeSpan LogEvery = TimeSpan.FromSeconds(2);
    private long? _last;
    private int _shown;

    /// <summary>Shows the users of a batch.</summary>
    public void Show(string stage, IReadOnlyList<MigrationUser> users)
    {
        var line = Line(stage, users);
        if (terminal.IsTerminal) Overwrite(line.Length < terminal.Width() ? line : line[..Math.Max(0, terminal.Width() - 1)]);
        else if (_last is not { } last || clock.GetElapsedTime(last) >= LogEvery)
        {
            _last = clock.GetTimestamp();
            terminal.Error.WriteLine(line);
        }
    }

    /// <summary>Takes the line off the terminal, so that something that stays can be printed.</summary>
    public void TakeOff()
    {
        if (_shown > 0) terminal.Error.Write("\r" + new string(' ', _shown) + "\r");
        (_shown, _last) = (0, null);
    }

    /// <summary>The stage, a mark for each mailbox, and what is copied.</summary>
    internal static string Line(string stage, IReadOnlyList<MigrationUser> users) => string.Create(CultureInfo.InvariantCulture,
        $"  {stage}  [{string.Join(' ', users.OrderBy(user => user.Identity, StringComparer.Ordinal).Select(Mark))}]  {users.Sum(user => user.ItemsSynced):N0} messages");

    private static string Mark(MigrationUser user) => string.Create(CultureInfo.InvariantCulture, $"{user.Identity.Split('@')[0]} {user.CopiedPercent:0}%");

    private void Overwrite(string line)
    {
        terminal.Error.Write("\r" + line.PadRight(_shown));
        _shown = line.Length;
    }
}
