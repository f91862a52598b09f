using System.Text;

namespace Godwit.EndToEnd.ProxyTrials;

/// <summary>Maildirs of mail.example in a folder, written file by file, and the configuration of a proxy that hands them out.</summary>
internal static class MaildirHouse
{
    /// <summary>The configuration; <c>mail</c> in the proxy's folder is the root.</summary>
    public static string Yaml(string more = "") => $$"""
        server: mbx1
        certificate: proxy.pem
        user-key-file: users.key
        {{more}}
        stores:
          disk:
            maildir: mail/{domain}/{user}/Maildir
            mailboxes: "*@mail.example"
            region: Graz
        """;

    /// <summary>Puts messages of a size into somebody's INBOX.</summary>
    public static void Fill(string folder, string user, int messages, int bytes)
    {
        var maildir = Path.Combine(folder, "mail", "mail.example", user, "Maildir");
        foreach (var part in (string[])["cur", "new", "tmp"]) Directory.CreateDirectory(Path.Combine(maildir, part));
        var line = new string('x', 76) + "\n";
        var body = string.Concat(Enumerable.Repeat(line, Math.Max(1, bytes / line.Length)));
        for (var i = 1; i <= messages; i++)
            File.WriteAllText(Path.Combine(maildir, "cur", $"17356896{i:D2}.{i}.test:2,S"), $"From: {user}@mail.example\nSubject: {i} of {user}\nMessage-ID: <{i}.{user}@mail.example>\n\n{body}", Encoding.ASCII);
    }
}
