namespace Godwit.Demo.Mail;

/// <summary>Fills a mailbox with generated mail, spread over all folders.</summary>
internal static class MailboxFiller
{
    /// <summary>Writes so many messages.</summary>
    /// <returns>How many bytes were written.</returns>
    public static long Fill(Maildir maildir, MessageWriter writer, int messages)
    {
        foreach (var folder in MailFolderName.All) maildir.Make(folder);
        long bytes = 0;
        for (var number = 0; number < messages; number++)
        {
            var message = writer.Write(number);
            // Half of it lies in INBOX, as with people.
            maildir.Store(number % 2 == 0 ? MailFolderName.Inbox : MailFolderName.All[number / 2 % MailFolderName.All.Count], message);
            bytes += message.Bytes.Length;
        }
        return bytes;
    }
}
