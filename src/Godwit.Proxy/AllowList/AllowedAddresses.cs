using System.Net;
using Godwit.Proxy.Configuration;

namespace Godwit.Proxy.AllowList;

/// <summary>Which addresses may ask: ranges of the configuration, of a file and of a published list. Files are read again when they change.</summary>
internal sealed class AllowedAddresses
{
    private readonly IReadOnlyList<AddressRange>? _fixed;
    private readonly List<WatchedFile<RangeList>> _files = [];

    /// <param name="settings">Null: every address may ask.</param>
    /// <param name="onFault">Told when a changed file cannot be read; what it said before stays in force.</param>
    public AllowedAddresses(AllowListSettings? settings, Action<Fault> onFault)
    {
        if (settings is null) return;
        _fixed = settings.Ranges;
        WatchedFile<RangeList> Watch(string path, bool mustExist) => new(path, file => RangeList.ReadFile(file, mustExist), (_, broken) => onFault(((FaultException)broken).Fault));
        if (settings.File is { } file) _files.Add(Watch(file, mustExist: true));
        if (settings is { Feed: not null, FeedCache: { } cache }) _files.Add(Watch(cache, mustExist: false));
    }

    /// <summary>How many ranges are in force; null: no list.</summary>
    public int? Count => _fixed is null ? null : _fixed.Count + _files.Sum(file => file.Current.Ranges.Count);

    /// <summary>Whether an address may ask.</summary>
    /// <exception cref="FaultException">A file could never be read.</exception>
    public bool Allows(IPAddress address)
    {
        if (_fixed is null) return true;
        var plain = AddressRange.Plain(address);
        return Contains(_fixed, plain) || _files.Exists(file => Contains(file.Current.Ranges, plain));
    }

    private static bool Contains(IReadOnlyList<AddressRange> ranges, IPAddress address)
    {
        foreach (var range in ranges)
            if (range.Contains(address)) return true;
        return false;
    }
}
