namespace Godwit.Laboratory;

/// <summary>Autodiscover that is broken. The endpoint itself is healthy.</summary>
internal static class DiscoveryModes
{
    private static readonly string[] Loop = ["redirectUrl", "redirectAddr"];

    public static readonly Mode[] All =
    [
        new("nothing to discover", DiscoveryFindings.NothingFound, world => Ask(world, publish: false)),
        new("pages instead of Autodiscover", DiscoveryFindings.NothingFound, world => { Ask(world); Say(world, _ => new LabAnswer(200, "OK").Html("<html>Welcome</html>")); }),
        new("settings in the cloud", DiscoveryFindings.PointsToCloud, world => { Ask(world); Say(world, _ => Xml(Settings(null, "https://outlook.office365.com/EWS/Exchange.asmx"))); }),
        new("alias into the cloud", DiscoveryFindings.PointsToCloud, IntoTheCloud),
        new("no such mailbox", DiscoveryFindings.NoSuchMailbox, world => { Ask(world); Say(world, _ => Xml($"<Response><Error Time=\"10:00\" Id=\"1\"><ErrorCode>{world.Pick("500", "600", "601", "603")}</ErrorCode><Message>x</Message></Error></Response>")); }),
        new("logon refused", DiscoveryFindings.LogonRefused, world => { Ask(world); foreach (var server in world.Servers) server.AcceptsPassword = false; }),
        new("no address for outside", DiscoveryFindings.NoExternalAddress, world => { Ask(world); Say(world, request => request.Path.EndsWith(".xml", StringComparison.Ordinal) ? Xml(Settings("https://ex01.lab.local/EWS/Exchange.asmx", null)) : new LabAnswer(404, "Not Found")); }),
        new("redirected in a circle", DiscoveryFindings.RedirectsWithoutEnd, world => { Ask(world); var how = world.Pick(Loop); Say(world, request => Xml($"<Response><Account><Action>{how}</Action>{Target(world, how)}</Account></Response>")); }),
        new("moved already", DiscoveryFindings.AlreadyMoved, world => { Ask(world); Say(world, _ => Xml("<Response><Account><Action>redirectAddr</Action><RedirectAddr>anna@contoso.mail.onmicrosoft.com</RedirectAddr></Account></Response>")); }),
        new("foreign certificate", DiscoveryFindings.NotTrusted, world => { Ask(world); world.Flaw = CertificateFlaw.CommonNameOnly; }),
    ];

    /// <summary>Has the world examined by a mail address, without naming the host.</summary>
    public static void Ask(World world, bool publish = true)
    {
        world.SignIn();
        world.Request = world.Request with { Host = null, AutodiscoverAddress = "anna@" + world.Domain };
        if (publish) world.Network.Inside.Add("autodiscover." + world.Domain, world.Address);
        Say(world, request => request.Path.EndsWith(".xml", StringComparison.Ordinal) ? Xml(Settings("https://ex01.lab.local/EWS/Exchange.asmx", $"https://{world.HostName}/EWS/Exchange.asmx")) : new LabAnswer(404, "Not Found"));
    }

    public static void Say(World world, Func<LabRequest, LabAnswer> answer)
    {
        foreach (var server in world.Servers) server.Autodiscover = answer;
    }

    private static void IntoTheCloud(World world)
    {
        Ask(world, publish: false);
        world.Network.Inside.AddAlias("autodiscover." + world.Domain, "autodiscover.outlook.com");
        world.Network.Inside.Add("autodiscover.outlook.com", "203.0.113.220");
        var plain = new LabHost(world.Random) { IsPlain = true, Answer = (_, _) => new LabAnswer(302, "Found").With("Location", "https://autodiscover-s.outlook.com/autodiscover/autodiscover.xml") };
        world.Network.Add("203.0.113.220", plain, 80);
    }

    private static string Target(World world, string how) => how == "redirectUrl" ? $"<RedirectUrl>https://autodiscover.{world.Domain}/autodiscover/autodiscover.xml</RedirectUrl>" : $"<RedirectAddr>anna@{world.Domain}</RedirectAddr>";

    private static string Settings(string? inside, string? outside) => "<Response><User><DisplayName>Anna</DisplayName></User><Account><AccountType>email</AccountType><Action>settings</Action>"
        + $"<Protocol><Type>EXCH</Type><Server>ex01</Server>{(inside is null ? "" : $"<ASUrl>{inside}</ASUrl><EwsUrl>{inside}</EwsUrl>")}</Protocol>"
        + (outside is null ? "" : $"<Protocol><Type>EXPR</Type><Server>{new Uri(outside).Host}</Server><EwsUrl>{outside}</EwsUrl></Protocol>") + "</Account></Response>";

    private static LabAnswer Xml(string response) =>
        (new LabAnswer(200, "OK") with { Body = $"<?xml version=\"1.0\" encoding=\"utf-8\"?><Autodiscover xmlns=\"http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006\">{response}</Autodiscover>" }).With("Content-Type", "text/xml; charset=utf-8");
}
