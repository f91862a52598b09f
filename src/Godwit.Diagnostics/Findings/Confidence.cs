namespace Godwit.Diagnostics.Findings;

/// <summary>How sure a finding is of its cause, ascending.</summary>
public enum Confidence
{
    /// <summary>It fits what was seen; so do others.</summary>
    Possible,
    /// <summary>It fits better than anything else, but was not proven.</summary>
    Likely,
    /// <summary>What was seen has no other known cause.</summary>
    Certain,
}

/// <summary>What a finding means for the endpoint, ascending.</summary>
public enum Severity
{
    /// <summary>Worth knowing; nothing is wrong.</summary>
    Notice,
    /// <summary>Works now, and will fail for somebody or some day.</summary>
    Warning,
    /// <summary>Moves fail because of it.</summary>
    Fault,
}

/// <summary>What the rule behind a finding rests on; it bounds the confidence.</summary>
public enum FactBasis
{
    /// <summary>A standard or the platform's own documentation, which the answer itself proves.</summary>
    Standard,
    /// <summary>The behaviour was published by somebody who saw it.</summary>
    Published,
    /// <summary>General knowledge of a product that nobody has proven to us: never more than likely.</summary>
    Known,
}
