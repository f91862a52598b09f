namespace Godwit.Imap;

/// <summary>
/// One row of a FETCH: first what the server says before the body, then the body in pieces, then what it says after it. The same object serves every row of a command.
/// </summary>
public sealed class FetchedMessage
{
    private ImapConnection? _connection;
    private FlagLists? _flagLists;
    private FetchItems _present;
    private bool _closed = true;

    /// <summary>Its number in the folder's order at this moment.</summary>
    public uint SequenceNumber { get; private set; }

    /// <summary>Its uid; 0 while the server has not told it.</summary>
    public uint Uid { get; private set; }

    /// <summary>Its flags, without \Recent.</summary>
    public MessageFlags Flags { get; private set; }

    /// <summary>INTERNALDATE; null when it is absent or absurd.</summary>
    public ReceivedDate? Received { get; private set; }

    /// <summary>RFC822.SIZE: a hint, servers err.</summary>
    public long SizeHint { get; private set; }

    /// <summary>MODSEQ; 0 when not told.</summary>
    public ulong ModSeq { get; private set; }

    /// <summary>EMAILID (RFC 8474); null when not told.</summary>
    public string? EmailId { get; private set; }

    /// <summary>How the body stands in the response.</summary>
    public BodyForm BodyForm { get; private set; }

    /// <summary>Exactly how many bytes the pieces will hold.</summary>
    public long BodyLength { get; private set; }

    /// <summary>True when the server has said everything about this message; false before the last piece of its body was taken, since items may follow it.</summary>
    public bool IsComplete => _closed;

    /// <summary>True when all of these have come so far. Body and Header are the same question: a body has begun.</summary>
    public bool Has(FetchItems items)
    {
        if ((items & (FetchItems.Body | FetchItems.Header)) != 0) items = items & ~FetchItems.Header | FetchItems.Body;
        return (_present & items) == items;
    }

    /// <summary>The next bytes of the body, straight out of the receive buffer; empty when all have been given. Valid until the next call.</summary>
    /// <exception cref="ImapConnectionException">The connection broke off in the middle.</exception>
    public ReadOnlyMemory<byte> NextPiece()
    {
        if (_closed) return default;
        try
        {
            var piece = _connection!.Reader.NextPiece();
            if (piece.IsEmpty) ReadItems();
            return piece;
        }
        catch (Exception e)
        {
            throw _connection!.Fail(e);
        }
    }

    /// <summary>Begins with the row behind "FETCH ".</summary>
    internal void Open(uint sequenceNumber, ImapConnection connection, FlagLists flagLists)
    {
        (_connection, _flagLists) = (connection, flagLists);
        (SequenceNumber, Uid, Flags, Received, SizeHint, ModSeq, EmailId) = (sequenceNumber, 0, default, null, 0, 0, null);
        (BodyForm, BodyLength, _present, _closed) = (BodyForm.Absent, 0, FetchItems.None, false);
        connection.Reader.Expect((byte)'(');
        ReadItems();
    }

    /// <summary>Passes over whatever is left of the row.</summary>
    internal void Close()
    {
        if (_closed) return;
        try
        {
            while (!_closed)
            {
                _connection!.Reader.SkipBody();
                ReadItems();
            }
        }
        catch (Exception e)
        {
            throw _connection!.Fail(e);
        }
    }

    /// <summary>Reads items up to a body with bytes, or to the end of the row.</summary>
    private void ReadItems()
    {
        var reader = _connection!.Reader;
        while (true)
        {
            reader.SkipSpaces();
            if (reader.Take((byte)')')) break;
            ReadItem(reader);
            if (reader.InBody) return;
        }
        reader.ExpectLineEnd();
        _closed = true;
    }

    private void ReadItem(ImapReader reader)
    {
        var item = ItemOf(reader.ExpectItemName());
        if (item is not FetchItems.Body) reader.SkipSpaces();
        switch (item)
        {
            case FetchItems.Uid: Uid = reader.ExpectUInt(); break;
            case FetchItems.Flags: ReadFlags(reader); break;
            case FetchItems.InternalDate: ReadDate(reader); break;
            case FetchItems.Size: ReadSize(reader); break;
            case FetchItems.ModSeq: ReadModSeq(reader); break;
            case FetchItems.EmailId: ReadEmailId(reader); break;
            case FetchItems.Body: ReadBody(reader); return;
            default: SkipItem(reader); return;
        }
        _present |= item;
    }

    private static FetchItems ItemOf(ReadOnlySpan<byte> name) => name.Length switch
    {
        3 when Is(name, "UID"u8) => FetchItems.Uid,
        4 when Is(name, "BODY"u8) => FetchItems.Body,
        5 when Is(name, "FLAGS"u8) => FetchItems.Flags,
        6 when Is(name, "MODSEQ"u8) => FetchItems.ModSeq,
        7 when Is(name, "EMAILID"u8) => FetchItems.EmailId,
        11 when Is(name, "RFC822.SIZE"u8) => FetchItems.Size,
        12 when Is(name, "INTERNALDATE"u8) => FetchItems.InternalDate,
        _ => FetchItems.None,
    };

    private static bool Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> wanted) => System.Text.Ascii.EqualsIgnoreCase(name, wanted);

    private void ReadFlags(ImapReader reader)
    {
        if (reader.Peek() == (byte)'(') Flags = _flagLists!.Read(reader.ExpectFlagList());
        else reader.SkipValue();
    }

    private void ReadDate(ImapReader reader)
    {
        // Exchange has sent NIL for messages without a date.
        if (reader.Peek() == (byte)'"') Received = InternalDate.Parse(reader.ExpectQuoted(Limits.StringBytes));
        else reader.SkipValue();
    }

    private void ReadSize(ImapReader reader)
    {
        // Negative sizes and NIL have been seen from servers with a damaged index.
        if (reader.AtDigit()) SizeHint = reader.ExpectNumber();
        else reader.SkipValue();
    }

    // RFC 7162: fetch-mod-resp = "MODSEQ" SP "(" permsg-modsequence ")"
    private void ReadModSeq(ImapReader reader)
    {
        reader.Expect((byte)'(');
        ModSeq = (ulong)reader.ExpectNumber();
        reader.Expect((byte)')');
    }

    // RFC 8474: fetch-emailid-resp = "EMAILID" SP "(" objectid ")"
    private void ReadEmailId(ImapReader reader)
    {
        if (reader.Peek() == (byte)'(') EmailId = System.Text.Encoding.ASCII.GetString(reader.ExpectFlagList());
        else reader.SkipValue();
    }

    // RFC 9051: "BODY" section ["<" number64 ">"] SP nstring. Without a section it is a BODYSTRUCTURE.
    private void ReadBody(ImapReader reader)
    {
        var hasSection = reader.Peek() == (byte)'[';
        if (hasSection) reader.ExpectSection();
        if (reader.Peek() == (byte)'<') reader.ExpectAtom();
        reader.SkipSpaces();
        if (!hasSection || BodyForm != BodyForm.Absent)
        {
            reader.SkipValue();
            return;
        }
        BodyForm = reader.BeginBody(out var length);
        BodyLength = length;
        _present |= FetchItems.Body;
    }

    private static void SkipItem(ImapReader reader)
    {
        if (reader.Peek() == (byte)'[') reader.ExpectSection();
        reader.SkipValue();
    }
}
