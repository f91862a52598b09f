namespace Godwit.Laboratory;

/// <summary>A front end of Exchange, as it looks from outside: written from published answers.</summary>
internal sealed class LabExchange
{
    private static readonly string[] Servers = ["Microsoft-IIS/8.5", "Microsoft-IIS/10.0"];
    private static readonly string[] ExchangeFour = ["EX01", "MBX-A", "SRVMAIL1", "CAS2016", "EXCH-01"];
    private readonly Random _random;

    public LabExchange(Random random, int number = 0)
    {
        _random = new Random(random.Next());
        Name = ExchangeFour[_random.Next(ExchangeFour.Length)] + (number > 0 ? "-" + (char)('A' + number) : "");
        Server = Servers[_random.Next(Servers.Length)];
        Schemes = _random.Next(3) == 0 ? ["Negotiate", "NTLM", "Basic realm=\"mail\""] : ["Negotiate", "NTLM"];
    }

    public string Name { get; set; }

    public string Server { get; set; }

    public List<string> Schemes { get; set; }

    /// <summary>False for Exchange 2010, or behind a device that strips them.</summary>
    public bool HasMarks { get; set; } = true;

    public bool ProxyEnabled { get; set; } = true;

    public bool AcceptsPassword { get; set; } = true;

    /// <summary>How far its clock is before ours.</summary>
    public TimeSpan Ahead { get; set; }

    /// <summary>What it says on the service's path to whom it let in; null for the usual 400.</summary>
    public Func<LabRequest, LabAnswer>? ToUser { get; set; }

    /// <summary>What it says in place of everything on some paths; null there to go on.</summary>
    public Func<LabRequest, LabAnswer?> Instead { get; set; } = _ => null;

    /// <summary>What Autodiscover says to whom it let in.</summary>
    public Func<LabRequest, LabAnswer> Autodiscover { get; set; } = _ => new LabAnswer(404, "Not Found");

    public LabAnswer Answer(LabRequest request, LabConnection connection) => Mark(Instead(request) ?? AnswerPath(request, connection));

    private LabAnswer AnswerPath(LabRequest request, LabConnection connection)
    {
        if (request.IsPath("/EWS/mrsproxy.svc")) return SignedIn(request, connection) ?? (ProxyEnabled ? ToUser?.Invoke(request) ?? Call(request) : new LabAnswer(403, "Forbidden"));
        if (request.IsPath("/EWS/exchange.asmx")) return SignedIn(request, connection) ?? new LabAnswer(200, "OK").Html("<html><title>Exchange Web Service</title></html>");
        if (request.Path.StartsWith("/autodiscover/autodiscover.json", StringComparison.OrdinalIgnoreCase)) return new LabAnswer(404, "Not Found");
        if (request.Path.StartsWith("/autodiscover/", StringComparison.OrdinalIgnoreCase)) return SignedIn(request, connection) ?? Autodiscover(request);
        if (request.IsPath("/") || request.IsPath("/owa/")) return new LabAnswer(302, "Found").With("Location", "/owa/auth/logon.aspx?replaceCurrent=1&reason=2");
        return new LabAnswer(404, "Not Found").Html("<h2>404 - File or directory not found.</h2>");
    }

    /// <summary>400 to a GET; a session to the first call of a migration.</summary>
    private static LabAnswer Call(LabRequest request) => !request.Body.Contains("CreateSequence", StringComparison.Ordinal) ? new LabAnswer(request.Method == "POST" ? 202 : 400, request.Method == "POST" ? "Accepted" : "Bad Request")
        : new LabAnswer(200, "OK") { Body = "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"><s:Body><CreateSequenceResponse xmlns=\"http://schemas.xmlsoap.org/ws/2005/02/rm\"><Identifier>urn:uuid:7</Identifier></CreateSequenceResponse></s:Body></s:Envelope>" };

    /// <summary>Null when the user is in.</summary>
    private LabAnswer? SignedIn(LabRequest request, LabConnection connection)
    {
        if (connection.SignedIn) return null;
        var message = LabNtlm.Message(request.Authorization);
        if (message == 1)
        {
            connection.HasChallenge = true;
            return Challenge();
        }
        var isBasic = request.Authorization?.StartsWith("Basic ", StringComparison.Ordinal) == true && Schemes.Exists(scheme => scheme.StartsWith("Basic", StringComparison.Ordinal));
        // The answer counts on the connection of its challenge only ([MS-NTHT] section 3.1).
        if (AcceptsPassword && ((message == 3 && connection.HasChallenge) || isBasic))
        {
            connection.SignedIn = true;
            return null;
        }
        return Unauthorized();
    }

    private LabAnswer Challenge() => new LabAnswer(401, "Unauthorized").With("WWW-Authenticate", LabNtlm.Challenge("LAB", Name.Length > 15 ? Name[..15] : Name, _random));

    private LabAnswer Unauthorized()
    {
        var answer = new LabAnswer(401, "Unauthorized");
        foreach (var scheme in Schemes) answer.With("WWW-Authenticate", scheme);
        return answer;
    }

    /// <summary>What the front end puts on every answer.</summary>
    public LabAnswer Mark(LabAnswer answer)
    {
        if (answer.End != LabEnd.None || answer.Raw is not null) return answer;
        answer.With("Server", Server).With("X-Powered-By", "ASP.NET").With("Date", DateTimeOffset.UtcNow.Add(Ahead).ToString("r", CultureInfo.InvariantCulture));
        if (!HasMarks) return answer;
        answer.With("X-FEServer", Name).With("request-id", Guid.NewGuid().ToString());
        if (_random.Next(2) == 0) answer.With("X-DiagInfo", Name);
        if (_random.Next(3) == 0) answer.With("x-soap-enabled", "True");
        return answer;
    }
}
