namespace Godwit.Sync;

/// <summary>How a field's value is built, as far as encoding 8-bit text in it must know.</summary>
internal enum FieldGrammar
{
    /// <summary>Words and space (RFC 5322 section 3.6.5).</summary>
    Text,
    /// <summary>Names, quoted names, comments and addresses (section 3.4).</summary>
    Addresses,
    /// <summary>A value and parameters (RFC 2045 section 5.1).</summary>
    Parameters,
}
