namespace Godwit.Connectors.Imap;

/// <summary>Hears how an IMAP server greets, and signs nobody in.</summary>
public static class ImapGreeting
{
    /// <summary>Connects, with TLS where the settings say so, and gives the words of the greeting.</summary>
    /// <exception cref="FaultException">The server cannot be reached as the settings say, or it is none for IMAP.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static string Of(ImapSettings settings, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var faults = OtherSideFaults.Of(settings);
        try
        {
            using var connection = ImapConnection.Open(settings.ToOptions(), cancellation);
            return connection.Greeting.Text;
        }
        catch (ImapConnectionException broken)
        {
            throw new FaultException(faults.Of(broken), broken);
        }
        catch (ImapRefusedException refused)
        {
            throw new FaultException(faults.Of(refused, Doing.SigningIn), refused);
        }
    }
}
