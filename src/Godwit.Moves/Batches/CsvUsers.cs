namespace Godwit.Moves;

/// <summary>A row of a batch's CSV. Its text form shows no password.</summary>
/// <param name="Line">Its line, from 1; 0 where it did not come from a CSV.</param>
/// <param name="Address">The mailbox's address in the source.</param>
public sealed record CsvUser(int Line, string Address)
{
    /// <summary>Its address in the target; null: the same.</summary>
    public string? TargetAddress { get; init; }
    /// <summary>The login at an IMAP endpoint.</summary>
    public string? UserName { get; init; }
    /// <summary>That login's password.</summary>
    public string? Password { get; init; }
    /// <summary>The store it is put into.</summary>
    public string? TargetDatabase { get; init; }
    /// <summary>Its region.</summary>
    public string? Region { get; init; }
    /// <summary>The most skipped items.</summary>
    public int? BadItemLimit { get; init; }
    /// <summary>How urgent.</summary>
    public MovePriority? Priority { get; init; }

    /// <summary>Line and address alone.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Line}: {Address}");
}

/// <summary>
/// Reads a batch's CSV (RFC 4180, a header line, columns by name without case). Everything that is wrong is told at once with line and column; no sentence repeats a value of a column that may be a secret.
/// </summary>
public static class CsvUsers
{
    /// <summary>The most rows.</summary>
    public const int MaxRows = 50_000;
    /// <summary>The most characters.</summary>
    public const int MaxCharacters = 10 * 1024 * 1024;
    private const int MostErrors = MaxRows;
    private const int LongestName = 64;
    private const string EmailAddress = "EmailAddress";

    /// <summary>The columns that mean something.</summary>
    public static readonly IReadOnlyList<string> Columns = [EmailAddress, "TargetAddress", "UserName", "Password", "TargetDatabase", "Region", "BadItemLimit", "LargeItemLimit", "Priority", "MailboxType"];

    /// <summary>Reads the rows.</summary>
    /// <param name="csv">The text.</param>
    /// <param name="allowUnknownColumns">Pass columns over that nobody knows.</param>
    /// <param name="errors">Everything that is wrong; the rows are of use only when there is nothing.</param>
    public static IReadOnlyList<CsvUser> Read(string csv, bool allowUnknownColumns, out IReadOnlyList<InputError> errors)
    {
        ArgumentNullException.ThrowIfNull(csv);
        var reading = new Reading(csv, allowUnknownColumns);
        var rows = reading.Rows();
        errors = reading.Errors;
        return rows;
    }

    private sealed class Reading(string csv, bool allowUnknownColumns)
    {
        private readonly List<InputError> _errors = [];
        private readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal);
        private string[] _columns = [];
        private int _brokenLine;
        private string _brokenWhy = "";

        public IReadOnlyList<InputError> Errors => _errors;

        public List<CsvUser> Rows()
        {
            var rows = new List<CsvUser>();
            if (csv.Length > MaxCharacters) { Add(1, null, $"the CSV is longer than {MaxCharacters} characters."); return rows; }
            var reader = new CsvReader(csv.TrimStart('\uFEFF'), Broken);
            try
            {
                if (!Header(reader.Next())) return rows;
                while (_errors.Count < MostErrors && reader.Next() is { } record)
                {
                    if (rows.Count == MaxRows) { Add(record.Line, null, $"there are more than {MaxRows} rows."); break; }
                    if (Row(record) is { } row) rows.Add(row);
                }
            }
            catch (FaultException)
            {
                Add(_brokenLine, null, $"the row {_brokenWhy}.");
            }
            if (rows.Count == 0 && _errors.Count == 0) Add(1, null, "the CSV names no mailbox.");
            return rows;
        }

        private FaultException Broken(int line, string why)
        {
            (_brokenLine, _brokenWhy) = (line, why);
            return MoveFaults.Refuse(MoveFaults.BadCsv, why);
        }

        private bool Header(CsvRecord? header)
        {
            if (header is null) { Add(1, null, "the CSV is empty: its first line names the columns, EmailAddress among them."); return false; }
            _columns = [.. header.Fields.Select(static name => name.Trim())];
            if (!_columns.Contains(EmailAddress, StringComparer.OrdinalIgnoreCase)) Add(1, EmailAddress, "the first line must name the column EmailAddress.");
            // A list without its header line would show a mailbox and perhaps its password here: what does not look like a name is not repeated.
            foreach (var (name, at) in _columns.Select(static (name, at) => (name, at)).Where(column => !allowUnknownColumns && !Columns.Contains(column.name, StringComparer.OrdinalIgnoreCase)))
                Add(1, IsName(name) ? name : null, string.Create(CultureInfo.InvariantCulture, $"column {at + 1}{(IsName(name) ? $" ('{name}')" : "")} is not known; known are {string.Join(", ", Columns)}. AllowUnknownColumnsInCsv passes it over."));
            foreach (var twice in _columns.Where(IsName).GroupBy(static name => name, StringComparer.OrdinalIgnoreCase).Where(static group => group.Count() > 1)) Add(1, twice.Key, $"the column {twice.Key} is there twice.");
            return _errors.Count == 0;
        }

        private CsvUser? Row(CsvRecord read)
        {
            var (line, record, before) = (read.Line, read.Fields, _errors.Count);
            if (record.Count != _columns.Length)
            {
                Add(line, null, string.Create(CultureInfo.InvariantCulture, $"the row has {record.Count} fields where the first line names {_columns.Length} columns."));
                return null;
            }
            var address = Address(line, EmailAddress, Field(record, EmailAddress));
            if (address is not null && !_lines.TryAdd(address, line)) Add(line, EmailAddress, string.Create(CultureInfo.InvariantCulture, $"{address} stands in line {_lines[address]} too."));
            CheckMailboxType(line, Field(record, "MailboxType"));
            var user = new CsvUser(line, address ?? "")
            {
                TargetAddress = Field(record, "TargetAddress") is { } target ? Address(line, "TargetAddress", target) : null,
                UserName = Bounded(line, record, "UserName", MailboxLogin.LongestUserName),
                Password = Bounded(line, record, "Password", MailboxLogin.LongestPassword),
                TargetDatabase = Bounded(line, record, "TargetDatabase", LongestName),
                Region = Bounded(line, record, "Region", LongestName),
                BadItemLimit = Limit(line, record, "BadItemLimit") + (Limit(line, record, "LargeItemLimit") ?? 0),
                Priority = Priority(line, Field(record, "Priority")),
            };
            return _errors.Count == before ? user : null;
        }

        private string? Field(IReadOnlyList<string> record, string column)
        {
            var at = Array.FindIndex(_columns, name => name.Equals(column, StringComparison.OrdinalIgnoreCase));
            return at >= 0 && record[at].AsSpan().Trim().Length > 0 ? Value(column, record[at]) : null;
        }

        private string? Bounded(int line, IReadOnlyList<string> record, string column, int most)
        {
            var text = Field(record, column);
            if (text?.Length > most) Add(line, column, string.Create(CultureInfo.InvariantCulture, $"it is longer than {most} characters."));
            return text;
        }

        // A password is taken as it stands.
        private static string Value(string column, string field) => column == "Password" ? field : field.Trim();

        private string? Address(int line, string column, string? text)
        {
            if (MailAddress.Read(text) is { } address) return address.Text;
            Add(line, column, text is null ? "the address is missing." : $"'{OtherSideText.Show(text, 80)}' is no address that can be moved.");
            return null;
        }

        private int? Limit(int line, IReadOnlyList<string> record, string column)
        {
            if (Field(record, column) is not { } text || text.Equals("Unlimited", StringComparison.OrdinalIgnoreCase)) return null;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit)) return limit;
            Add(line, column, $"'{OtherSideText.Show(text, 40)}' is no whole number, nor Unlimited.");
            return null;
        }

        private MovePriority? Priority(int line, string? text)
        {
            if (text is null) return null;
            if (Enum.TryParse<MovePriority>(text, ignoreCase: true, out var priority) && !int.TryParse(text, CultureInfo.InvariantCulture, out _)) return priority;
            Add(line, "Priority", $"'{OtherSideText.Show(text, 40)}' is no priority; known are {string.Join(", ", Enum.GetNames<MovePriority>())}.");
            return null;
        }

        private void CheckMailboxType(int line, string? text)
        {
            if (text is null || text.Equals("PrimaryAndArchive", StringComparison.OrdinalIgnoreCase) || text.Equals("PrimaryOnly", StringComparison.OrdinalIgnoreCase)) return;
            Add(line, "MailboxType", $"'{OtherSideText.Show(text, 40)}' cannot be moved: only PrimaryOnly and PrimaryAndArchive, which mean the same here; an archive is a mailbox of its own.");
        }

        private static bool IsName(string name) => name.Length is > 0 and <= 40 && char.IsLetter(name[0]) && name.All(static c => char.IsLetterOrDigit(c) || c is '_' or '-' or ' ');

        private void Add(int line, string? column, string told) =>
            _errors.Add(new InputError(MoveFaults.BadCsv.Code, string.Create(CultureInfo.InvariantCulture, $"Line {line}{(column is null ? "" : $", column {column}")}: {told}"), "csvData", line, column));
    }
}
