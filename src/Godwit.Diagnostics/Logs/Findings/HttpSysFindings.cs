namespace Godwit.Diagnostics.Logs;

/// <summary>Refusals of HTTP.sys: IIS has no line of them.</summary>
internal static class HttpSysFindings
{
    /// <summary>The application pool is stopped.</summary>
    public static readonly FindingKind PoolOff = new("GW5250", "The application pool is stopped", Hop.FrontEnd, "F66")
    {
        Symptom = "HTTPERR has 503 with AppOffline, AppPoolTimer, AppShutdown or Disabled.",
        Cause = "The pool was stopped, switched itself off after crashes, or was disabled.",
        Difference = "A 503 of the back end is in the IIS log with its user (GW5260).",
        Fix = "Start MSExchangeServicesAppPool, and look in the system log (WAS) for why it stopped.",
        NextCommand = "godwit logs analyze FILES --window TIME",
    };

    /// <summary>The web server has no room for more.</summary>
    public static readonly FindingKind NoRoom = new("GW5251", "The web server has no room for more", Hop.FrontEnd, "F67")
    {
        Symptom = "HTTPERR has QueueFull, ConnLimit, N/A or Connections_Refused.",
        Cause = "The queue of the pool or the site's connections are full, or the system is short of nonpaged memory.",
        Difference = "It passes with the load.",
        Fix = "Raise the limit, or find what holds the requests.",
        NextCommand = "godwit logs analyze FILES --window TIME",
    };

    /// <summary>Headers are larger than HTTP.sys takes.</summary>
    public static readonly FindingKind HeaderTooLarge = new("GW5252", "Headers are larger than HTTP.sys takes", Hop.FrontEnd, "F50")
    {
        Symptom = "HTTPERR has 400 with FieldLength or RequestLength.",
        Cause = "A Kerberos ticket of a user with many groups is over 16 kB.",
        Difference = "It hits some users only.",
        Fix = "Raise MaxFieldLength and MaxRequestBytes.",
        NextCommand = "godwit logs analyze FILES --window TIME",
    };

    /// <summary>The host name in the request is not served.</summary>
    public static readonly FindingKind HostUnknown = new("GW5253", "The host name in the request is not served", Hop.FrontEnd, "F52")
    {
        Symptom = "HTTPERR has 400 with Hostname.",
        Cause = "The balancer sends no or another host name.",
        Difference = "GW5254 has a right name and no site.",
        Fix = "Let the balancer pass the host name on.",
        NextCommand = "godwit examine HOST --via ADDRESS",
    };

    /// <summary>Nothing is registered for the address.</summary>
    public static readonly FindingKind NothingListens = new("GW5254", "Nothing is registered for the address", Hop.FrontEnd, "F58")
    {
        Symptom = "HTTPERR has 404 with NotFound.",
        Cause = "The site is stopped, or has no binding for this name.",
        Difference = "404 in the IIS log comes from a running site (GW5235).",
        Fix = "Start the site, check its bindings.",
        NextCommand = "godwit logs analyze FILES --window TIME",
    };

    /// <summary>The worker process went away under requests.</summary>
    public static readonly FindingKind WorkerGone = new("GW5255", "The worker process went away under requests", Hop.FrontEnd, "F71")
    {
        Symptom = "HTTPERR has Connection_Abandoned_By_ReqQueue or Connection_Abandoned_By_AppPool.",
        Cause = "The worker process crashed or was recycled.",
        Difference = "A stopped pool says AppOffline (GW5250).",
        Fix = "Look in the system log at that second (5009, 5011); keep recycling out of moves.",
        NextCommand = "godwit logs analyze FILES --window TIME",
    };

    /// <summary>Requests or answers did not get through in time.</summary>
    public static readonly FindingKind TooSlow = new("GW5256", "Requests or answers did not get through in time", Hop.Edge, "F49")
    {
        Basis = FactBasis.Known,
        Symptom = "HTTPERR has Timer_HeaderWait, Timer_EntityBody or Timer_MinBytesPerSecond.",
        Cause = "A device on the way holds or loses data, or the line is very slow.",
        Difference = "Timer_ConnectionIdle is harmless and not counted.",
        Fix = "Look at the device for inspection and timers; test past it.",
        NextCommand = "godwit examine HOST --via ADDRESS",
    };
}
