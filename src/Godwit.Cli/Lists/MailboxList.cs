using System.Text;

namespace Godwit.Cli;

/// <summary>The mailboxes of <c>--each</c>: a CSV file whose first line names the columns. Names of columns are compared without case.</summary>
internal sealed class MailboxList
{
    private const int MaxBytes = 16 * 1024 * 1024;
    private const int MaxRows = 100_000;
    private const int MaxNameLength = 40;

    private MailboxList(IReadOnlyList<string> columns, IReadOnlyList<MailboxRow> rows) => (Columns, Rows) = (columns, rows);

    /// <summary>The columns that may stand in a template: all but the passwords.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The mailboxes in the order of the file; at least one.</summary>
    public IReadOnlyList<MailboxRow> Rows { get; }

    /// <summary>True for a column whose values are secrets.</summary>
    public static bool IsSecret(string column) => column.Equals("from_password", StringComparison.OrdinalIgnoreCase) || column.Equals("to_password", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads the file: UTF-8 with or without a byte order mark, at most 16 MiB and 100,000 mailboxes.</summary>
    /// <exception cref="FaultException"><see cref="UsageFaults.FileUnusable"/> or <see cref="UsageFaults.BadMailboxList"/>.</exception>
    public static MailboxList Read(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            using var bytes = new MemoryStream();
            var piece = new byte[64 * 1024];
            for (int count; (count = file.Read(piece)) > 0; bytes.Write(piece, 0, count))
            {
                if (bytes.Length + count > MaxBytes) throw Refuse($"The list '{path}' is too long: at most {MaxBytes} bytes.");
            }
            return Parse(Text(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)));
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            throw UsageFaults.Refuse(UsageFaults.FileUnusable, $"The list '{path}' cannot be read: {refusal.Message}", refusal);
        }
    }

    /// <summary>Understands the text of a list.</summary>
    /// <exception cref="FaultException"><see cref="UsageFaults.BadMailboxList"/>.</exception>
    public static MailboxList Parse(string text)
    {
        var reader = new CsvReader(text, static (line, why) => Refuse(string.Create(CultureInfo.InvariantCulture, $"Line {line} of the list {why}.")));
        var header = reader.Next() ?? throw Refuse("The list is empty: its first line names the columns, each further one a mailbox.");
        var columns = Names(header);
        var rows = new List<MailboxRow>();
        while (reader.Next() is { } record)
        {
            if (rows.Count == MaxRows) throw Refuse($"The list has more than {MaxRows} mailboxes.");
            if (record.Fields.Count != columns.Count)
                throw Refuse(string.Create(CultureInfo.InvariantCulture, $"Line {record.Line} of the list has {record.Fields.Count} fields where the first line names {columns.Count} columns."));
            rows.Add(new MailboxRow(columns, record));
        }
        if (rows.Count == 0) throw Refuse("The list names columns but no mailbox.");
        return new MailboxList([.. columns.Where(static name => !IsSecret(name))], rows);
    }

    private static string Text(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[3..] : bytes);
        }
        catch (DecoderFallbackException refusal)
        {
            throw UsageFaults.Refuse(UsageFaults.BadMailboxList, "The list is not UTF-8; save it as \"CSV UTF-8\".", refusal);
        }
    }

    private static List<string> Names(CsvRecord header)
    {
        var names = header.Fields.Select(static field => field.Trim()).ToList();
        // A list without its first line would show a mailbox and perhaps its password here: what does not look like a name is not repeated.
        if (!names.TrueForAll(IsName)) throw Refuse($"The first line of the list has to name the columns, each with letters, digits, '_', '-', '.' or spaces, beginning with a letter, at most {MaxNameLength} characters.");
        if (names.GroupBy(static name => name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(static group => group.Count() > 1) is { } twice) throw Refuse($"The list has the column {twice.Key} twice.");
        return names;
    }

    private static bool IsName(string name) =>
        name.Length is > 0 and <= MaxNameLength && char.IsLetter(name[0]) && name.All(static c => char.IsLetterOrDigit(c) || c is '_' or '-' or '.' or ' ');

    private static FaultException Refuse(string told) => UsageFaults.Refuse(UsageFaults.BadMailboxList, told);
}

/// <summary>A mailbox of a list. Its text form tells only where it stands.</summary>
internal sealed class MailboxRow(IReadOnlyList<string> columns, CsvRecord record)
{
    /// <summary>Its line in the file, from 1.</summary>
    public int Line => record.Line;

    /// <summary>The value in this column; empty when it is empty or there is no such column.</summary>
    public string this[string column]
    {
        get
        {
            for (var i = 0; i < columns.Count; i++) if (columns[i].Equals(column, StringComparison.OrdinalIgnoreCase)) return record.Fields[i];
            return "";
        }
    }

    /// <summary>What a report calls it: its <c>name</c>, else its first value that is no password.</summary>
    public string Name => this["name"] is { Length: > 0 } name ? name
        : columns.FirstOrDefault(static column => !MailboxList.IsSecret(column)) is { } first && this[first] is { Length: > 0 } value ? value
        : ToString();

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"line {Line}");
}
