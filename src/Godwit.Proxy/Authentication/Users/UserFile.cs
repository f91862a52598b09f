using System.Collections.Frozen;
using System.Text.Json;

namespace Godwit.Proxy.Authentication.Users;

/// <summary>The users and groups of a file, read again when it changes.</summary>
public sealed class UserFile
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, PropertyNameCaseInsensitive = true };

    private readonly string _path;
    private readonly WatchedFile<UserTable> _file;

    /// <summary>The users of a file, which need not exist yet.</summary>
    /// <param name="path">The JSON file.</param>
    /// <param name="onFault">Told when a changed file cannot be read; the last good content stays in force.</param>
    public UserFile(string path, Action<Fault>? onFault = null)
    {
        _path = path;
        _file = new WatchedFile<UserTable>(path, Read, (_, broken) => onFault?.Invoke(((FaultException)broken).Fault));
    }

    /// <summary>Users and groups as they are now.</summary>
    /// <exception cref="FaultException">The file could never be read.</exception>
    public UserTable Current => _file.Current;

    /// <summary>Changes the file as a whole.</summary>
    /// <exception cref="FaultException">It cannot be read or written.</exception>
    public void Change(Func<UserTable, UserTable> change)
    {
        try
        {
            AtomicFile.Alone(_path, () =>
            {
                var changed = change(Read(_path));
                AtomicFile.Write(_path, JsonSerializer.Serialize(new Content([.. changed.Users], [.. changed.Groups]), Json) + "\n");
                return true;
            });
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException)
        {
            throw ProxyServiceFaults.Refuse(ProxyServiceFaults.UsersUnusable, $"The users file '{_path}' cannot be changed: {unusable.Message}", unusable);
        }
    }

    private static UserTable Read(string path)
    {
        try
        {
            if (!File.Exists(path)) return UserTable.Empty;
            var content = JsonSerializer.Deserialize<Content>(AtomicFile.Read(path), Json);
            return new UserTable(content?.Users ?? [], content?.Groups ?? []);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or JsonException or ArgumentException)
        {
            throw ProxyServiceFaults.Refuse(ProxyServiceFaults.UsersUnusable, $"The users file '{path}' cannot be read: {OtherSideText.Show(unreadable.Message)}", unreadable);
        }
    }

    private sealed record Content(List<UserRecord>? Users, List<GroupRecord>? Groups);
}

/// <summary>Users and groups at one moment.</summary>
public sealed class UserTable
{
    /// <summary>Nobody.</summary>
    public static readonly UserTable Empty = new([], []);

    private readonly FrozenDictionary<string, UserRecord> _users;
    private readonly FrozenDictionary<string, GroupRecord> _groups;

    /// <exception cref="ArgumentException">Two users or two groups have the same name.</exception>
    internal UserTable(IReadOnlyCollection<UserRecord> users, IReadOnlyCollection<GroupRecord> groups)
    {
        _users = users.ToFrozenDictionary(user => user.Name, StringComparer.OrdinalIgnoreCase);
        _groups = groups.ToFrozenDictionary(group => group.Name, StringComparer.OrdinalIgnoreCase);
        if (_users.Count != users.Count || _groups.Count != groups.Count) throw new ArgumentException("a name is used twice");
        AnyNtHash = users.Any(user => user.NtHash is not null);
    }

    /// <summary>All users.</summary>
    public IEnumerable<UserRecord> Users => _users.Values.OrderBy(user => user.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>All groups.</summary>
    public IEnumerable<GroupRecord> Groups => _groups.Values.OrderBy(group => group.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>True when somebody may sign in by NTLM.</summary>
    public bool AnyNtHash { get; }

    /// <summary>The user of a name, or null.</summary>
    public UserRecord? Find(string name) => _users.GetValueOrDefault(name);

    /// <summary>True when one of the groups is the wanted one or lies in it, at whatever depth; groups that contain each other do no harm.</summary>
    public bool IsIn(IEnumerable<string> groups, string wanted)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var open = new Stack<string>(groups);
        while (open.TryPop(out var group))
        {
            if (string.Equals(group, wanted, StringComparison.OrdinalIgnoreCase)) return true;
            if (!seen.Add(group) || !_groups.TryGetValue(group, out var record)) continue;
            foreach (var parent in record.MemberOf) open.Push(parent);
        }
        return false;
    }

    /// <summary>The table with a user put in place of the one of the same name.</summary>
    public UserTable With(UserRecord user) => new([.. Users.Where(other => !Same(other.Name, user.Name)), user], [.. Groups]);

    /// <summary>The table without a user.</summary>
    public UserTable Without(string user) => new([.. Users.Where(other => !Same(other.Name, user))], [.. Groups]);

    /// <summary>The table with a group put in place of the one of the same name.</summary>
    public UserTable With(GroupRecord group) => new([.. Users], [.. Groups.Where(other => !Same(other.Name, group.Name)), group]);

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
