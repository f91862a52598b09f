namespace Godwit.Testing.Imap;

/// <summary>Habits that show in answers.</summary>
public sealed partial class Misbehaviour
{
    /// <summary>What RFC822.SIZE says of a message; null tells the truth.</summary>
    public Func<TestMessage, long>? ClaimedSize { get; set; }

    /// <summary>
    /// What INTERNALDATE says, without quotes (<c>30-Dec-1899 00:00:00 +0000</c>); an answer of null leaves the item out, an empty one sends NIL. Null as a whole tells the truth.
    /// </summary>
    public Func<TestMessage, string?>? ClaimedInternalDate { get; set; }

    /// <summary>In which form the bytes of a message come; null means literals.</summary>
    public Func<TestMessage, BodyForm>? BodyForms { get; set; }

    /// <summary>The bytes come before FLAGS and the other items of a FETCH answer.</summary>
    public bool SendsBodyFirst { get; set; }

    /// <summary>BODY[] gives 0x80 for NUL, as Dovecot does; BINARY[] gives the truth.</summary>
    public bool TurnsNulInto80 { get; set; }

    /// <summary>Names of folders that are digits only come as atoms, others unquoted where they can be.</summary>
    public bool SendsNamesAsAtoms { get; set; }

    /// <summary>How INBOX is spelled in answers (<c>Inbox</c>); null for <c>INBOX</c>.</summary>
    public string? SpellsInbox { get; set; }

    /// <summary>Every line ends with a space too many, and items in lists are apart by two.</summary>
    public bool SpacesOddly { get; set; }

    /// <summary>The separator of INBOX is told as NIL, as GNU Mailutils does.</summary>
    public bool TellsNoSeparatorForInbox { get; set; }

    /// <summary>A <c>* FLAGS</c> line comes before each answer to NOOP and FETCH, where nobody asked for one.</summary>
    public bool RepeatsFlagsLine { get; set; }

    /// <summary>SELECT and EXAMINE do not tell UIDNEXT, as Courier does not; STATUS does.</summary>
    public bool HidesUidNext { get; set; }

    /// <summary>EXAMINE and STATUS give a folder that was never SELECTed another UIDVALIDITY each time, as Courier does.</summary>
    public bool ForgetsUnopened { get; set; }

    /// <summary>Refuses to delete the folder that the connection has open, as Courier does.</summary>
    public bool KeepsOpenFolder { get; set; }

    /// <summary>APPEND and MULTIAPPEND do not tell uids though UIDPLUS is offered.</summary>
    public bool OmitsAppendUid { get; set; }

    /// <summary>COPY and MOVE do not tell uids though UIDPLUS is offered.</summary>
    public bool OmitsCopyUid { get; set; }
}
