namespace Godwit.Connectors.Memory;

/// <summary>Which uids were removed at which modification sequence (RFC 7162 section 3.2.10), as far back as it reaches.</summary>
internal sealed class VanishedMemory(int capacity)
{
    private readonly List<(uint Uid, ulong ModSeq)> _removed = [];
    private ulong _floor;

    public void Add(uint uid, ulong modSeq)
    {
        if (_removed.Count >= capacity) Forget();
        if (capacity > 0) _removed.Add((uid, modSeq));
        else _floor = modSeq;
    }

    /// <summary>True when nothing removed after this point has been forgotten.</summary>
    public bool Reaches(ulong since) => since >= _floor;

    /// <summary>What was removed after this point.</summary>
    public UidSet Since(ulong since)
    {
        var set = new UidSet.Builder();
        for (var i = _removed.Count - 1; i >= 0 && _removed[i].ModSeq > since; i--) set.Add(_removed[i].Uid);
        return set.Build();
    }

    /// <summary>Lets the older half go, and all that was removed in the same breath with its last.</summary>
    private void Forget()
    {
        if (_removed.Count == 0) return;
        _floor = _removed[_removed.Count / 2].ModSeq;
        _removed.RemoveAll(r => r.ModSeq <= _floor);
    }
}
