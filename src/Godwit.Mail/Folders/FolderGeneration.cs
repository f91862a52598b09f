namespace Godwit.Mail;

/// <summary>
/// UIDVALIDITY (RFC 9051 section 2.3.1.1): uids mean the same message only while it stays equal. Zero stands for "not known".
/// </summary>
public readonly record struct FolderGeneration(uint Number)
{
    /// <summary>True when the store told it.</summary>
    public bool IsKnown => Number != 0;

    /// <inheritdoc/>
    public override string ToString() => Number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
