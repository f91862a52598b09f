namespace Godwit.Administration.Table;

/// <summary>What a parameter takes.</summary>
internal enum ValueKind
{
    /// <summary>Nothing: it is there or it is not. <c>-AutoStart:$false</c> and <c>--auto-start=false</c> take it back.</summary>
    Switch,
    /// <summary>true or false, also as <c>$true</c> and <c>$false</c>.</summary>
    Flag,
    /// <summary>Any text.</summary>
    Text,
    /// <summary>A whole number, 0 or more.</summary>
    Number,
    /// <summary>A whole number, 0 or more, or <c>Unlimited</c>.</summary>
    NumberOrUnlimited,
    /// <summary>How long: <c>24:00:00</c>, <c>1.00:00:00</c>, <c>90m</c>, <c>24h</c>, <c>7d</c>.</summary>
    Duration,
    /// <summary>When: ISO 8601 with its offset, or local to the zone in <c>-TimeZone</c>; <c>none</c> for no time.</summary>
    Moment,
    /// <summary>Texts with commas between them; may be given again.</summary>
    List,
    /// <summary>One of a few words, matched without case.</summary>
    Choice,
    /// <summary>The path of a file that is read.</summary>
    File,
    /// <summary>The path of a file that is written.</summary>
    NewFile,
    /// <summary>A user name; the password comes from a file, from the environment or from the prompt, never from the command line.</summary>
    Credential,
    /// <summary>The path of a file whose first line is a secret.</summary>
    Secret,
    /// <summary>An https address.</summary>
    Address,
}
