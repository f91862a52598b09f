using Godwit.Network.Http;

namespace Godwit.Diagnostics.Examination;

/// <summary>
/// What an anonymous answer means: one row a cause, the first that fits. Who speaks decides: a status that Exchange gave and the same one from a device in front have nothing in common. Pure.
/// </summary>
internal static class AnswerJudge
{
    /// <summary>The finding; null when the endpoint asks for a logon and takes POST, as it should.</summary>
    public static Finding? Judge(AnswerSet answers) => answers.Get.Answer is { } answer ? Judge(answers, answer, answers.Get.Speaker) : JudgeSilence(answers);

    private static Finding? JudgeSilence(AnswerSet answers) => answers.Get.Trouble switch
    {
        HttpTrouble.NotHttp => Find(EdgeFindings.NotHttp, Confidence.Certain, answers),
        _ when answers.Sibling.Answer is not null => Find(EdgeFindings.PathBlocked, Confidence.Certain, answers),
        HttpTrouble.Silent => Find(EdgeFindings.Unanswered, Confidence.Likely, answers),
        _ => Find(EdgeFindings.ClosedUnanswered, Confidence.Likely, answers),
    };

    private static Finding? Judge(AnswerSet answers, HttpAnswer answer, Fingerprint speaker)
    {
        if (speaker.Speaker == Speaker.Godwit && answer.Status != 401) return GodwitJudge.Judge(answers, answer);
        return answer.Status switch
        {
            401 => JudgePost(answers),
            >= 300 and < 400 => RedirectJudge.Judge(answers, answer, speaker),
            >= 200 and < 300 => PageJudge.Judge(answers, answer, speaker),
            403 or 406 => RefusalJudge.Judge(answers, answer, speaker),
            404 => AbsenceJudge.Judge(answers, answer, speaker),
            405 when speaker.Speaker is Speaker.Iis or Speaker.Exchange => Find(FrontEndFindings.HandlerMapping, answers.SiblingIsWell ? Confidence.Certain : Confidence.Possible, answers),
            405 => Find(EdgeFindings.PathBlocked, Confidence.Likely, answers),
            400 when speaker.Speaker == Speaker.HttpSys => Find(FrontEndFindings.HostRefused, answer.Text.Contains("Hostname", StringComparison.OrdinalIgnoreCase) ? Confidence.Certain : Confidence.Likely, answers),
            400 when answer.Text.Contains("SSL certificate", StringComparison.OrdinalIgnoreCase) => Find(HandshakeFindings.ClientCertificate, Confidence.Likely, answers),
            413 => Find(EdgeFindings.TooLarge, Confidence.Certain, answers),
            417 => Find(EdgeFindings.ExpectRefused, Confidence.Likely, answers),
            >= 500 => FailureJudge.Judge(answers, answer, speaker),
            _ => Find(EdgeFindings.UnknownPreAuthentication, Confidence.Possible, answers),
        };
    }

    // GET is as it should be: is POST, which every call of the migration service is?
    private static Finding? JudgePost(AnswerSet answers)
    {
        var post = answers.Post;
        if (post.Status == 413) return Find(EdgeFindings.TooLarge, Confidence.Certain, answers, post);
        if (post.Status == 417) return Find(EdgeFindings.ExpectRefused, Confidence.Likely, answers, post);
        if (post.Answer is null || (post.Status != 401 && post.Speaker.Speaker is not (Speaker.Exchange or Speaker.Godwit)))
            return Find(EdgeFindings.PostBlocked, post.Trouble == HttpTrouble.Silent ? Confidence.Likely : Confidence.Certain, answers, post);
        if (post.Status == 401 && answers.Expecting.Status != 401 && answers.Expecting.Speaker.Speaker is not (Speaker.Exchange or Speaker.Godwit))
            return Find(EdgeFindings.ExpectRefused, answers.Expecting.Status == 417 ? Confidence.Certain : Confidence.Likely, answers, answers.Expecting, post);
        return post.Status >= 500 ? FailureJudge.Judge(answers with { Get = post }, post.Answer, post.Speaker) : null;
    }

    internal static Finding Find(FindingKind kind, Confidence confidence, AnswerSet answers, params ReadOnlySpan<Sample> first) => new(kind, confidence, answers.Evidence(first));
}

/// <summary>What a Godwit proxy says about itself.</summary>
internal static class GodwitJudge
{
    public static Finding? Judge(AnswerSet answers, HttpAnswer answer) => Kind(answer) is { } kind ? AnswerJudge.Find(kind, Confidence.Certain, answers) : null;

    /// <summary>The reason that it gives, as a kind; null when it works.</summary>
    public static FindingKind? Kind(HttpAnswer answer) => answer.First("X-Godwit-Reason") switch
    {
        "SslOffload" => EdgeFindings.SslOffload,
        "AddressBlocked" => FrontEndFindings.AddressRestricted,
        "MRSProxyDisabled" => SignInFindings.ProxyDisabled,
        "NotInRoleGroup" or "RoleIsNotEnough" => SignInFindings.NotInRole,
        "ConnectionLimit" => SignInFindings.ProxyBusy,
        _ => answer.Status >= 500 ? FrontEndFindings.BackEndDown : null,
    };
}

/// <summary>Where a redirect leads tells who sent it.</summary>
internal static class RedirectJudge
{
    private static readonly string[] GatewayPaths = ["/my.policy", "/vpn/", "/logon/LogonPoint", "/nf/auth", "/remote/login", "/saml/", "/global-protect", "/+CSCOE+"];

    public static Finding Judge(AnswerSet answers, HttpAnswer answer, Fingerprint speaker)
    {
        var location = answer.First("Location") ?? "";
        if (Has(location, "/adfs/ls") || Has(location, "urn:AppProxy:com") || speaker.Product == "Web Application Proxy") return AnswerJudge.Find(EdgeFindings.AdfsPreAuthentication, Confidence.Certain, answers);
        if (speaker.Product == "Entra application proxy" || Has(location, "login.microsoftonline.") || Has(location, "login.windows.net")) return AnswerJudge.Find(EdgeFindings.EntraPreAuthentication, Confidence.Certain, answers);
        if (Has(location, "/CookieAuth.dll")) return AnswerJudge.Find(EdgeFindings.TmgForms, Confidence.Certain, answers);
        if (Has(location, "/InternalSite/") || Has(location, "/uniquesig")) return AnswerJudge.Find(EdgeFindings.UagPortal, Confidence.Likely, answers);
        if (GatewayPaths.Any(path => Has(location, path))) return AnswerJudge.Find(EdgeFindings.DeviceLogon, Confidence.Likely, answers);
        return IsSamePath(location, answers.Get.Path) ? AnswerJudge.Find(EdgeFindings.RedirectsToItself, Confidence.Likely, answers) : AnswerJudge.Find(EdgeFindings.UnknownPreAuthentication, Confidence.Likely, answers);
    }

    private static bool IsSamePath(string location, string path) =>
        location.Equals(path, StringComparison.OrdinalIgnoreCase) || (Uri.TryCreate(location, UriKind.Absolute, out var url) && url.AbsolutePath.Equals(path, StringComparison.OrdinalIgnoreCase));

    private static bool Has(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);
}

/// <summary>A page instead of a question for a logon.</summary>
internal static class PageJudge
{
    public static Finding Judge(AnswerSet answers, HttpAnswer answer, Fingerprint speaker)
    {
        var text = answer.Text;
        if (text.Contains("/CookieAuth.dll", StringComparison.OrdinalIgnoreCase)) return AnswerJudge.Find(EdgeFindings.TmgForms, Confidence.Certain, answers);
        if (WafSigns.Show(answer)) return AnswerJudge.Find(EdgeFindings.Waf, Confidence.Certain, answers);
        if (text.Contains("my.policy", StringComparison.OrdinalIgnoreCase) || text.Contains("LogonPoint", StringComparison.OrdinalIgnoreCase)) return AnswerJudge.Find(EdgeFindings.DeviceLogon, Confidence.Likely, answers);
        // A site that shows the same page whatever is asked, and has no form: somebody's web site.
        var hasForm = text.Contains("<form", StringComparison.OrdinalIgnoreCase) || text.Contains("password", StringComparison.OrdinalIgnoreCase);
        return !hasForm && !answers.SiblingIsWell && speaker.Speaker != Speaker.Exchange && answers.Root.Status == 200
            ? AnswerJudge.Find(EdgeFindings.OtherSite, Confidence.Likely, answers, answers.Root)
            : AnswerJudge.Find(EdgeFindings.UnknownPreAuthentication, Confidence.Likely, answers);
    }
}

/// <summary>The signatures of web application firewalls.</summary>
internal static class WafSigns
{
    private static readonly string[] Phrases = ["support id", "requested url was rejected", "incident id", "powered by sophos utm", "request unsuccessful. incapsula", "attack id", "web application firewall", "blocked by", "access denied by security policy"];

    public static bool Show(HttpAnswer answer) => Phrases.Any(phrase => answer.Text.Contains(phrase, StringComparison.OrdinalIgnoreCase));
}

/// <summary>A refusal: Exchange's, IIS's, or that of something in front.</summary>
internal static class RefusalJudge
{
    private static readonly string[] TmgCodes = ["12202", "12209", "12211", "12239"];

    public static Finding Judge(AnswerSet answers, HttpAnswer answer, Fingerprint speaker)
    {
        var sub = SubStatus.Of(answer);
        if (sub is "403.4" or "403.5" || answer.Text.Contains("SSL is required", StringComparison.OrdinalIgnoreCase) || answer.Text.Contains("secure channel is required", StringComparison.OrdinalIgnoreCase))
            return AnswerJudge.Find(EdgeFindings.SslOffload, Confidence.Certain, answers);
        if (sub is "403.6" or "403.503" or "403.504") return AnswerJudge.Find(FrontEndFindings.AddressRestricted, Confidence.Certain, answers);
        if (sub is "403.501" or "403.502") return AnswerJudge.Find(FrontEndFindings.RateRestricted, Confidence.Certain, answers);
        if (sub is "403.7" or "403.16" or "403.13" or "403.17") return AnswerJudge.Find(HandshakeFindings.ClientCertificate, Confidence.Likely, answers);
        if (TmgCodes.Any(code => answer.Text.Contains(code, StringComparison.Ordinal)) && answer.Text.Contains("Error Code", StringComparison.OrdinalIgnoreCase)) return AnswerJudge.Find(EdgeFindings.TmgDenied, Confidence.Likely, answers);
        if (WafSigns.Show(answer)) return AnswerJudge.Find(EdgeFindings.Waf, Confidence.Certain, answers);
        if (speaker.Speaker == Speaker.Exchange) return AnswerJudge.Find(SignInFindings.ProxyDisabled, Confidence.Likely, answers);
        return answers.SiblingIsWell ? AnswerJudge.Find(EdgeFindings.PathBlocked, Confidence.Certain, answers) : AnswerJudge.Find(EdgeFindings.Waf, Confidence.Possible, answers);
    }
}

/// <summary>Not found: by whom?</summary>
internal static class AbsenceJudge
{
    public static Finding Judge(AnswerSet answers, HttpAnswer answer, Fingerprint speaker)
    {
        if (speaker.Speaker == Speaker.HttpSys) return AnswerJudge.Find(FrontEndFindings.SiteStopped, Confidence.Certain, answers);
        var sub = SubStatus.Of(answer);
        if (sub is "404.2" or "404.3" or "404.4" or "404.17") return AnswerJudge.Find(FrontEndFindings.HandlerMissing, Confidence.Certain, answers);
        if (sub is "404.501" or "404.502") return AnswerJudge.Find(FrontEndFindings.RateRestricted, Confidence.Certain, answers);
        if (sub is not null && sub != "404.0") return AnswerJudge.Find(FrontEndFindings.RequestFiltering, Confidence.Certain, answers);
        if (answers.SiblingIsWell) return AnswerJudge.Find(EdgeFindings.PathBlocked, speaker.Speaker is Speaker.Iis or Speaker.Exchange ? Confidence.Likely : Confidence.Certain, answers);
        return speaker.Speaker is Speaker.Iis or Speaker.Exchange ? AnswerJudge.Find(FrontEndFindings.NoExchange, Confidence.Likely, answers) : AnswerJudge.Find(EdgeFindings.OtherSite, Confidence.Likely, answers, answers.Root);
    }
}

/// <summary>A failure: whoever says it is the nearest one that is alive.</summary>
internal static class FailureJudge
{
    public static Finding Judge(AnswerSet answers, HttpAnswer answer, Fingerprint speaker) => (answer.Status, speaker.Speaker) switch
    {
        ( >= 520 and <= 526, _) => AnswerJudge.Find(EdgeFindings.CdnOrigin, Confidence.Likely, answers),
        (503, Speaker.HttpSys) => AnswerJudge.Find(FrontEndFindings.PoolStopped, Confidence.Certain, answers),
        (503, Speaker.Exchange) => AnswerJudge.Find(FrontEndFindings.BackEndDown, Confidence.Certain, answers),
        (503, _) => AnswerJudge.Find(EdgeFindings.PoolDown, Confidence.Likely, answers),
        (502 or 504, _) => AnswerJudge.Find(EdgeFindings.GatewayFailed, Confidence.Likely, answers),
        _ when SubStatus.Of(answer) is "500.19" or "500.21" or "500.24" => AnswerJudge.Find(FrontEndFindings.BrokenConfiguration, Confidence.Certain, answers),
        _ when answer.First("X-CasErrorCode") is "ServerNotFound" => AnswerJudge.Find(FrontEndFindings.NoMailboxServer, Confidence.Certain, answers),
        (_, Speaker.Exchange) => AnswerJudge.Find(FrontEndFindings.ServerError, Confidence.Likely, answers),
        (_, Speaker.Iis) => AnswerJudge.Find(FrontEndFindings.BrokenConfiguration, Confidence.Possible, answers),
        _ => AnswerJudge.Find(EdgeFindings.GatewayFailed, Confidence.Possible, answers),
    };
}
