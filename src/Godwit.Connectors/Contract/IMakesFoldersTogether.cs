namespace Godwit.Connectors;

/// <summary>A target that can make many folders in a flight or two, so that a tree far away does not cost some round trips a folder.</summary>
public interface IMakesFoldersTogether
{
    /// <summary>
    /// Makes these folders as far as it can, missing parents with them, and subscribes to those that want it. What could not be made is passed over: <see cref="IMailboxTarget.CreateFolder"/> and
    /// <see cref="IMailboxTarget.SetSubscribed"/>, which have to be called for each all the same, try it again and say why not.
    /// </summary>
    /// <param name="folders">Parents before their children; none of them exists as far as the caller knows.</param>
    /// <param name="cancellation">Ends it; some may have been made then.</param>
    /// <exception cref="FaultException">The lane broke: any of them may have been made.</exception>
    void MakeFolders(IReadOnlyList<WantedFolder> folders, CancellationToken cancellation);
}

/// <summary>A folder to be made.</summary>
/// <param name="Path">Its place; obeys <see cref="FolderNaming"/>.</param>
/// <param name="Role">The role that it has on the source.</param>
/// <param name="Subscribed">Whether it belongs to the owner's subscriptions.</param>
public sealed record WantedFolder(FolderPath Path, SpecialUse Role, bool Subscribed);
