namespace Godwit.Mail;

/// <summary>How far the damage of a fault goes; what lies outside goes on.</summary>
public enum Reach
{
    /// <summary>One message.</summary>
    Item,
    /// <summary>One folder.</summary>
    Folder,
    /// <summary>One mailbox.</summary>
    Mailbox,
    /// <summary>Everything through this endpoint.</summary>
    Endpoint,
    /// <summary>The whole service or command.</summary>
    Service,
}
