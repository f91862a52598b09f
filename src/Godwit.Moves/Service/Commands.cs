namespace Godwit.Moves;

/// <summary>Who asks for a change, and whether it shall be made.</summary>
/// <param name="Who">The signed-in.</param>
/// <param name="WhatIf">True: answer as if, and change nothing.</param>
public sealed record Command(string Who, bool WhatIf = false)
{
    /// <summary>The id of the request that asks, as access log and audit have it; null where nobody gave it one.</summary>
    public Guid? Request { get; init; }

    /// <summary>Writes down that it was done, within the change itself, so that neither is there without the other; null where nobody does.</summary>
    public Action<MoveSession>? Note { get; init; }

    /// <summary>True: keep what is changed.</summary>
    public bool Keep => !WhatIf;
}

/// <summary>A part of a list that is asked for.</summary>
/// <param name="Size">At most so many, 1 to 5000.</param>
/// <param name="After">Where the last part ended; null for the beginning.</param>
public sealed record Paging(int Size, string? After)
{
    /// <summary>The most in one part.</summary>
    public const int MostSize = 5000;
    /// <summary>When nobody says.</summary>
    public const int UsualSize = 1000;

    /// <summary>The first part.</summary>
    public static Paging First { get; } = new(UsualSize, null);

    /// <summary>Reads what was asked for.</summary>
    /// <exception cref="InputException">Out of bounds.</exception>
    public static Paging Read(int? size, string? after)
    {
        if (size is < 1 or > MostSize) throw new InputException([new InputError(MoveFaults.BadValue.Code, $"pageSize must be 1 to {MostSize}.", "pageSize")]);
        if (after is not null && (!long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 0))
            throw new InputException([new InputError(MoveFaults.BadValue.Code, "after must be the 'next' of the page before.", "after")]);
        return new Paging(size ?? UsualSize, after);
    }

    /// <summary>The number to go on behind.</summary>
    public long AfterNumber => After is null ? 0 : long.Parse(After, CultureInfo.InvariantCulture);

    /// <summary>A page of a list that is held whole.</summary>
    public Page<T> Of<T>(IReadOnlyList<T> all)
    {
        ArgumentNullException.ThrowIfNull(all);
        var from = (int)Math.Min(AfterNumber, all.Count);
        var items = all.Skip(from).Take(Size).ToList();
        return new Page<T>(items, all.Count, from + items.Count < all.Count ? (from + items.Count).ToString(CultureInfo.InvariantCulture) : null);
    }
}

/// <summary>Versions as <c>ETag</c> and <c>If-Match</c> have them.</summary>
public static class ETags
{
    /// <summary>A version as a tag (RFC 9110 section 8.8.3).</summary>
    public static string Of(int version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>Throws when a condition is given and does not hold.</summary>
    /// <param name="version">The version now.</param>
    /// <param name="ifMatch">The condition; null or <c>*</c> for none.</param>
    /// <exception cref="FaultException"><see cref="MoveFaults.ChangedMeanwhile"/>.</exception>
    public static void Check(int version, string? ifMatch)
    {
        if (ifMatch is null or "*" || ifMatch.Split(',').Any(tag => tag.Trim() == Of(version))) return;
        throw MoveFaults.Refuse(MoveFaults.ChangedMeanwhile, "It was changed by somebody else since you read it; read it again and decide anew.");
    }
}
