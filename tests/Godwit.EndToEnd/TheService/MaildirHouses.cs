using System.Globalization;
using Godwit.EndToEnd.TheCommand;

namespace Godwit.EndToEnd.TheService;

/// <summary>Two stores of Maildirs in one folder, <c>old</c> and <c>new</c>, with a service's configuration for both.</summary>
internal sealed class MaildirHouses(TemporaryFolder folder)
{
    private int _delivered;

    /// <summary>The service's file; its data lie in <see cref="Data"/>.</summary>
    public string Configuration => folder["service.yaml"];

    /// <summary>The service's data folder.</summary>
    public string Data => folder["data"];

    /// <summary>Makes both stores and the file.</summary>
    public void Build()
    {
        Directory.CreateDirectory(folder["old"]);
        Directory.CreateDirectory(folder["new"]);
        File.WriteAllText(Configuration, """
            node: killed
            listen: 127.0.0.1:0
            data: data
            targets:
              old: { maildir: 'old/{user}', mailboxes: '*@old.example' }
              new: { maildir: 'new/{user}', mailboxes: '*@new.example' }

            """);
    }

    /// <summary>Puts messages into a mailbox of the old store, as a delivery agent does.</summary>
    public void Deliver(string user, string subfolder, int messages)
    {
        var root = Path.Combine(folder["old"], user);
        foreach (var place in (string[])[root, Path.Combine(root, subfolder)])
            foreach (var part in (string[])["cur", "new", "tmp"]) Directory.CreateDirectory(Path.Combine(place, part));
        for (var i = 0; i < messages; i++)
        {
            var number = _delivered++;
            var (temporary, name) = (Path.Combine(root, "tmp", Name(number)), Name(number));
            File.WriteAllText(temporary, string.Create(CultureInfo.InvariantCulture, $"From: a@b.example\nSubject: message {number}\nMessage-ID: <{number}@old.example>\n\n{new string('x', number % 700)}\n"));
            File.SetLastWriteTimeUtc(temporary, DateTimeOffset.FromUnixTimeSeconds(1_700_000_000 + number).UtcDateTime);
            File.Move(temporary, Path.Combine(number % 4 == 0 ? Path.Combine(root, subfolder) : root, "cur", name + ":2,S"));
        }
    }

    /// <summary>A mailbox of one of the stores, read by another program.</summary>
    public async Task<MailboxSnapshot> ReadAsync(string store, string user) =>
        MailboxSnapshot.Of((await Command.RunAsync(Path.Combine(Checkout.ServerScripts, "read_maildir.py"), [Path.Combine(folder[store], user)])).OutputOrThrow("read_maildir.py"));

    private static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"{1_700_000_000 + number}.M{number}P1.host");
}
