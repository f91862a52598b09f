using System.Globalization;

namespace Godwit.Testing.Imap;

/// <summary>
/// One user's mail on the test server: folders, subscriptions, quota and ways to sign in. The test reaches in while sessions are open, as the user's other devices do. Every member may
/// be used from any thread.
/// </summary>
public sealed partial class TestMailbox
{
    private readonly SortedDictionary<string, TestFolder> _folders;
    private readonly HashSet<string> _subscribed = new(StringComparer.Ordinal);
    private readonly ImapServerOptions _options;
    private long _usedBytes;
    private uint _lastGeneration = 1_600_000_000;
    private int _lastId;

    internal TestMailbox(string user, string password, ImapServerOptions options, Misbehaviour behaviour)
    {
        (User, Password, _options, Behaviour) = (user, password, options, behaviour);
        Keywords = options.Profile.Keywords;
        _folders = new(options.IgnoresCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        Create("INBOX");
    }

    /// <summary>Who signs in.</summary>
    public string User { get; }

    /// <summary>The password that is right now.</summary>
    public string Password { get; set; }

    /// <summary>How many bytes all folders may hold together; null for no limit. Over it APPEND, COPY and MOVE get <c>NO [OVERQUOTA]</c>.</summary>
    public long? QuotaBytes { get; set; }

    /// <summary>What folders made from here on keep of flags.</summary>
    public KeywordPolicy Keywords { get; set; }

    /// <summary>How many bytes all folders hold.</summary>
    public long UsedBytes { get { lock (Gate) return _usedBytes; } }

    /// <summary>Every folder at this moment, sorted by wire name.</summary>
    public IReadOnlyList<TestFolder> Folders { get { lock (Gate) return [.. _folders.Values]; } }

    /// <summary>Wire names of what is subscribed, folders that exist no more among them.</summary>
    public IReadOnlyList<string> Subscriptions { get { lock (Gate) return [.. _subscribed.Order(StringComparer.Ordinal)]; } }

    /// <summary>The folder of this wire name, which is INBOX in any case of letters.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public TestFolder Folder(string wireName) =>
        TryFolder(wireName) ?? throw new KeyNotFoundException($"{User} has no folder '{wireName}'; there are {string.Join(", ", Folders.Select(f => f.Name))}.");

    /// <summary>The folder at this path, whatever prefix, separator and encoding the server uses.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public TestFolder Folder(FolderPath path) => Folder(WireName(path));

    /// <summary>The folder of this wire name, or null.</summary>
    public TestFolder? TryFolder(string wireName)
    {
        lock (Gate) return _folders.GetValueOrDefault(Normal(wireName));
    }

    /// <summary>Makes a folder of this wire name; no parents are made.</summary>
    /// <exception cref="InvalidOperationException">It exists.</exception>
    public TestFolder Create(string wireName, SpecialUse role = SpecialUse.None)
    {
        lock (Gate)
        {
            var name = Normal(wireName);
            if (_folders.ContainsKey(name)) throw new InvalidOperationException($"'{wireName}' exists.");
            var id = string.Create(CultureInfo.InvariantCulture, $"M{++_lastId:x6}");
            var folder = new TestFolder(this, name, NewGeneration(), id) { Role = role };
            folder.Rights[User] = "lrswipkxtecda";
            _folders.Add(name, folder);
            return folder;
        }
    }

    /// <summary>Makes a folder at this path, whatever prefix, separator and encoding the server uses.</summary>
    /// <exception cref="InvalidOperationException">It exists.</exception>
    public TestFolder Create(FolderPath path, SpecialUse role = SpecialUse.None) => Create(WireName(path), role);

    /// <summary>Removes the folder and its messages, not its children. Sessions in it are told goodbye at their next command.</summary>
    public void Delete(TestFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        lock (Gate)
        {
            _folders.Remove(folder.Name);
            folder.IsDeleted = true;
            _usedBytes -= folder.Bytes;
        }
    }

    /// <summary>Renames the folder and everything below it; INBOX stays, and its messages go (RFC 9051 section 6.3.6).</summary>
    /// <exception cref="InvalidOperationException">The new name exists.</exception>
    public void Rename(TestFolder folder, string newWireName)
    {
        ArgumentNullException.ThrowIfNull(folder);
        lock (Gate)
        {
            var name = Normal(newWireName);
            if (_folders.ContainsKey(name)) throw new InvalidOperationException($"'{newWireName}' exists.");
            if (folder.Name == "INBOX") folder.Move(Create(name), folder.Messages.Select(m => m.Uid));
            else RenameTree(folder.Name, name);
        }
    }

    /// <summary>Adds the name to the subscriptions or takes it out; the folder need not exist.</summary>
    public void SetSubscribed(string wireName, bool subscribed)
    {
        lock (Gate)
        {
            if (subscribed) _subscribed.Add(Normal(wireName)); else _subscribed.Remove(Normal(wireName));
        }
    }

    /// <summary>The wire name of a path on this server.</summary>
    public string WireName(FolderPath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (path.IsInbox) return "INBOX";
        var joined = string.Join(_options.Separator, path.Segments.Select(s => _options.RawUtf8Names ? s : ModifiedUtf7.Encode(s)));
        return path.Segments[0] == "INBOX" || _options.Prefix.Length == 0 ? joined : _options.Prefix + joined;
    }

    private void RenameTree(string from, string to)
    {
        var below = from + _options.Separator;
        foreach (var moved in _folders.Values.Where(f => f.Name == from || f.Name.StartsWith(below, StringComparison.Ordinal)).ToList())
        {
            _folders.Remove(moved.Name);
            moved.Name = to + moved.Name[from.Length..];
            _folders.Add(moved.Name, moved);
        }
    }
}
