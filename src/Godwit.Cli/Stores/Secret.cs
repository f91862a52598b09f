namespace Godwit.Cli;

/// <summary>A password or token on its way from where it is kept to the one who signs in. Its text form shows nothing.</summary>
internal sealed class Secret(string value, bool isToken)
{
    /// <summary>The secret itself.</summary>
    public string Value { get; } = value;

    /// <summary>True for an OAuth token.</summary>
    public bool IsToken { get; } = isToken;

    public override string ToString() => "***";
}
