namespace Godwit.Store;

/// <summary>A version of the file's layout, and the ways to it from older ones.</summary>
/// <param name="Version">The version that this program writes; a file of a higher one is refused.</param>
/// <param name="Migrations">What to do to a file of version 1, 2, ... to make it the next one's.</param>
internal sealed record StateFormat(int Version, IReadOnlyList<Action<Database>> Migrations)
{
    /// <summary>Tells our files from other people's databases (<c>PRAGMA application_id</c>): "GDWT".</summary>
    public const int ApplicationId = 0x47445754;

    /// <summary>This program's.</summary>
    public static StateFormat Current { get; } = new(1, []);

    /// <summary>
    /// The tables of version 1. Ids are folder ids, indexes of keyword sets, or a folder id in the high and a uid or segment number in the low half; every row carries its
    /// checksum. WAL is remembered by the file, so it is set once.
    /// </summary>
    public static ReadOnlySpan<byte> CreateSql => """
        PRAGMA page_size=8192;
        PRAGMA application_id=0x47445754;
        PRAGMA user_version=1;
        PRAGMA journal_mode=WAL;
        BEGIN;
        CREATE TABLE meta (id INTEGER PRIMARY KEY, source TEXT, target TEXT, created INTEGER, folders_count INTEGER, folders_sum INTEGER,
            skipped_count INTEGER, skipped_sum INTEGER, keywords_count INTEGER, keywords_sum INTEGER, shelves_count INTEGER, shelves_sum INTEGER, sum INTEGER);
        CREATE TABLE folders (id INTEGER PRIMARY KEY, source_path TEXT, source_object TEXT, source_generation INTEGER, source_uid_next INTEGER,
            source_marker INTEGER, source_messages INTEGER, source_unpaired BLOB, target_path TEXT, target_object TEXT, target_generation INTEGER,
            target_uid_next INTEGER, target_marker INTEGER, target_messages INTEGER, target_unpaired BLOB, floor INTEGER, intent INTEGER,
            confirmed_below INTEGER, created_by_us INTEGER, twins_from INTEGER, twins_until INTEGER, sum INTEGER);
        CREATE TABLE skipped (id INTEGER PRIMARY KEY, reason INTEGER, folder TEXT, code TEXT, told TEXT, size INTEGER, has_received INTEGER,
            received INTEGER, received_offset INTEGER, subject TEXT, tries INTEGER, sum INTEGER);
        CREATE TABLE keywords (id INTEGER PRIMARY KEY, names TEXT, sum INTEGER);
        CREATE TABLE shelves (id INTEGER PRIMARY KEY, last INTEGER, pairs_count INTEGER, pairs_sum INTEGER, states_count INTEGER, states_sum INTEGER,
            sum INTEGER);
        CREATE TABLE pairs (id INTEGER PRIMARY KEY, rows INTEGER, sum INTEGER, data BLOB);
        CREATE TABLE states (id INTEGER PRIMARY KEY, rows INTEGER, sum INTEGER, data BLOB);
        COMMIT;
        """u8;
}
