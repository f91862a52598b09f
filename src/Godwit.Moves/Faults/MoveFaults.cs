namespace Godwit.Moves;

/// <summary>The kinds of fault of the migration service; each has its page in <c>docs/faults</c>.</summary>
public static class MoveFaults
{
    /// <summary>Nothing has this name or GUID.</summary>
    public static readonly FaultKind NotFound = new("GW4001", "Not found", Reach.Service, Remedy.FixConfiguration);
    /// <summary>The name is taken.</summary>
    public static readonly FaultKind NameTaken = new("GW4002", "Name already taken", Reach.Service, Remedy.FixConfiguration);
    /// <summary>A value is missing, not understood or out of bounds.</summary>
    public static readonly FaultKind BadValue = new("GW4003", "Value not understood", Reach.Service, Remedy.FixConfiguration);
    /// <summary>The state does not allow it.</summary>
    public static readonly FaultKind NotNow = new("GW4004", "Not possible in this state", Reach.Mailbox, Remedy.FixConfiguration);
    /// <summary>Somebody else changed it meanwhile.</summary>
    public static readonly FaultKind ChangedMeanwhile = new("GW4005", "Changed meanwhile", Reach.Service, Remedy.Retry);
    /// <summary>There are as many batches as may be.</summary>
    public static readonly FaultKind TooManyBatches = new("GW4006", "Too many batches", Reach.Service, Remedy.FixConfiguration);
    /// <summary>The CSV is not as it has to be.</summary>
    public static readonly FaultKind BadCsv = new("GW4007", "CSV not understood", Reach.Service, Remedy.FixConfiguration);
    /// <summary>The mailbox is in a batch or a request already.</summary>
    public static readonly FaultKind AlreadyMoving = new("GW4008", "Mailbox already in a batch", Reach.Mailbox, Remedy.FixConfiguration);
    /// <summary>Batches or requests use the endpoint.</summary>
    public static readonly FaultKind EndpointInUse = new("GW4009", "Endpoint in use", Reach.Endpoint, Remedy.FixConfiguration);
    /// <summary>No store of this service has a place for the address.</summary>
    public static readonly FaultKind NoStore = new("GW4011", "No store for the address", Reach.Mailbox, Remedy.FixConfiguration);
    /// <summary>Sixty passing faults one after the other.</summary>
    public static readonly FaultKind TooManyTransientFailures = new("GW4012", "Too many passing faults", Reach.Mailbox, Remedy.FixConfiguration);
    /// <summary>Another worker has the move.</summary>
    public static readonly FaultKind TakenOver = new("GW4013", "Move taken over", Reach.Mailbox, Remedy.Retry);
    /// <summary>More messages were left out than allowed.</summary>
    public static readonly FaultKind TooManySkipped = new("GW4014", "Too many skipped items", Reach.Mailbox, Remedy.FixConfiguration);
    /// <summary>A time without a zone.</summary>
    public static readonly FaultKind TimeWithoutZone = new("GW4015", "Time without a zone", Reach.Service, Remedy.FixConfiguration);
    /// <summary>An error nobody foresaw ended the work on a move.</summary>
    public static readonly FaultKind WorkBroken = new("GW4016", "Work on a move broke off", Reach.Mailbox, Remedy.Retry);
    /// <summary>Nobody has proven who they are.</summary>
    public static readonly FaultKind SignInNeeded = new("GW4020", "Sign-in needed", Reach.Service, Remedy.FixConfiguration);
    /// <summary>The role does not allow it.</summary>
    public static readonly FaultKind NotAllowed = new("GW4021", "Role does not allow it", Reach.Service, Remedy.FixConfiguration);
    /// <summary>Tokens cannot be checked because their issuer does not answer.</summary>
    public static readonly FaultKind IssuerUnreachable = new("GW4022", "Issuer of tokens cannot be reached", Reach.Service, Remedy.Retry);
    /// <summary>The configuration of the service cannot be used.</summary>
    public static readonly FaultKind BadConfiguration = new("GW4030", "Service configuration not understood", Reach.Service, Remedy.FixConfiguration);
    /// <summary>Another process uses the data folder.</summary>
    public static readonly FaultKind DataInUse = new("GW4031", "Data folder in use", Reach.Service, Remedy.FixConfiguration);
    /// <summary>The service's database cannot be read or written.</summary>
    public static readonly FaultKind StoreUnusable = new("GW4032", "Service database cannot be used", Reach.Service, Remedy.FixConfiguration);
    /// <summary>The service's database is of a newer program.</summary>
    public static readonly FaultKind StoreTooNew = new("GW4033", "Service database of a newer version", Reach.Service, Remedy.FixConfiguration);
    /// <summary>The provisioning hook said no.</summary>
    public static readonly FaultKind ProvisioningRefused = new("GW4035", "Provisioning hook failed", Reach.Mailbox, Remedy.FixConfiguration);
    /// <summary>The provisioning hook did not answer, or asked to come again.</summary>
    public static readonly FaultKind ProvisioningUnanswered = new("GW4036", "Provisioning hook without an answer", Reach.Mailbox, Remedy.Retry);
    /// <summary>The target mailbox is missing though the provisioning hook said that it made it.</summary>
    public static readonly FaultKind TargetMissing = new("GW4037", "Target mailbox still missing", Reach.Mailbox, Remedy.FixConfiguration);
    /// <summary>A sync runs and gets nowhere.</summary>
    public static readonly FaultKind Stuck = new("GW4038", "Move makes no progress", Reach.Mailbox, Remedy.FixConfiguration);
    /// <summary>The service does not do its work.</summary>
    public static readonly FaultKind NotWorking = new("GW4040", "Workers stopped or queue not scanned", Reach.Service, Remedy.FixConfiguration);
    /// <summary>The disk of the data folder is nearly full.</summary>
    public static readonly FaultKind DiskNearlyFull = new("GW4041", "Disk nearly full", Reach.Service, Remedy.FixConfiguration);
    /// <summary>The machine's clock was moved.</summary>
    public static readonly FaultKind ClockMoved = new("GW4042", "Clock was moved", Reach.Service, Remedy.FixConfiguration);
    /// <summary>The certificate has ended or ends soon.</summary>
    public static readonly FaultKind CertificateEnds = new("GW4043", "Certificate ends", Reach.Service, Remedy.FixConfiguration);
    /// <summary>A stored secret cannot be read.</summary>
    public static readonly FaultKind SecretUnreadable = new("GW4034", "Stored secret cannot be read", Reach.Endpoint, Remedy.FixConfiguration);

    /// <summary>The check before the copy found several things against the move.</summary>
    public static readonly FaultKind CheckRefused = new("GW4050", "Check before the copy failed", Reach.Mailbox, Remedy.FixConfiguration);
    /// <summary>The target's quota or disk has no room for what the source holds.</summary>
    public static readonly FaultKind NoRoom = new("GW4051", "Target has no room", Reach.Mailbox, Remedy.FixConfiguration);
    /// <summary>More messages than allowed cannot be written to the target, known before the copy.</summary>
    public static readonly FaultKind TooManyUnmovable = new("GW4052", "Too many items the target refuses", Reach.Mailbox, Remedy.FixConfiguration);
    /// <summary>Source and target are one mailbox.</summary>
    public static readonly FaultKind SameMailbox = new("GW4053", "Source and target are one mailbox", Reach.Mailbox, Remedy.FixConfiguration);

    /// <summary>A refusal of this kind.</summary>
    public static FaultException Refuse(FaultKind kind, string told, Exception? cause = null) => new(new Fault(kind, Side.Service, told), cause);

    /// <summary>Nothing is called so.</summary>
    /// <param name="what">A noun: <c>migration batch</c>.</param>
    /// <param name="identity">What was asked for.</param>
    public static FaultException Missing(string what, string identity) => Refuse(NotFound, $"There is no {what} '{OtherSideText.Show(identity)}'.");

    /// <summary>Throws when there are problems: the first one's kind, all of them in <see cref="InputException.Errors"/>.</summary>
    public static void ThrowIfAny(IReadOnlyList<InputError> errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        if (errors.Count > 0) throw new InputException(errors);
    }
}

/// <summary>Input that cannot be used, with everything that is wrong with it.</summary>
public sealed class InputException : Exception
{
    /// <summary>Carries them; at least one.</summary>
    public InputException(IReadOnlyList<InputError> errors) : base(errors?[0].Detail)
    {
        ArgumentNullException.ThrowIfNull(errors);
        Errors = errors;
    }

    /// <summary>All that is wrong, in the order of the input.</summary>
    public IReadOnlyList<InputError> Errors { get; }
}
