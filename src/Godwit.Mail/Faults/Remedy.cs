namespace Godwit.Mail;

/// <summary>What to do about a fault.</summary>
public enum Remedy
{
    /// <summary>Try again; it usually passes.</summary>
    Retry,
    /// <summary>Try again when the time that the other side named has come.</summary>
    WaitUntil,
    /// <summary>Go on without it and list it.</summary>
    Skip,
    /// <summary>Somebody has to change a setting, a password or a right.</summary>
    FixConfiguration,
    /// <summary>Nothing will help.</summary>
    GiveUp,
}
