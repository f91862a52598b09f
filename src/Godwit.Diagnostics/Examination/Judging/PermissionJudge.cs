namespace Godwit.Diagnostics.Examination;

/// <summary>What the service's answer to a user whom it let in means. Pure.</summary>
internal static class PermissionJudge
{
    /// <summary>The finding; null when it works. 400 is what a living service says to a GET, 415 to another encoding.</summary>
    public static Finding? Judge(Sample signedIn, bool anonymousWasExchange)
    {
        if (signedIn.Answer is not { } answer) return new(FrontEndFindings.ServerError, Confidence.Possible, signedIn.Evidence);
        var speaker = signedIn.Speaker.Speaker;
        if (speaker == Speaker.Godwit) return GodwitJudge.Kind(answer) is { } kind ? new(kind, Confidence.Certain, signedIn.Evidence) : null;
        if (answer.Text.Contains("Access is denied", StringComparison.OrdinalIgnoreCase) && answer.Text.Contains("Fault", StringComparison.Ordinal)) return new(SignInFindings.NotInRole, Confidence.Likely, signedIn.Evidence);
        return answer.Status switch
        {
            400 or 415 or (>= 200 and < 300) => null,
            403 when speaker == Speaker.Exchange => new(SignInFindings.ProxyDisabled, Confidence.Certain, signedIn.Evidence),
            403 => anonymousWasExchange ? new(SignInFindings.DeviceRefusesLogon, Confidence.Likely, signedIn.Evidence) : new(SignInFindings.ProxyDisabled, Confidence.Possible, signedIn.Evidence),
            404 => new(SignInFindings.GoneAfterLogon, Confidence.Likely, signedIn.Evidence),
            405 => new(FrontEndFindings.HandlerMapping, Confidence.Likely, signedIn.Evidence),
            413 => new(EdgeFindings.TooLarge, Confidence.Certain, signedIn.Evidence),
            502 or 504 when speaker != Speaker.Exchange => new(EdgeFindings.GatewayFailed, Confidence.Likely, signedIn.Evidence),
            503 when speaker == Speaker.HttpSys => new(FrontEndFindings.PoolStopped, Confidence.Certain, signedIn.Evidence),
            503 when speaker == Speaker.Exchange => new(FrontEndFindings.BackEndDown, Confidence.Certain, signedIn.Evidence),
            503 => new(EdgeFindings.PoolDown, Confidence.Likely, signedIn.Evidence),
            >= 500 => new(FrontEndFindings.ServerError, Confidence.Likely, signedIn.Evidence),
            _ => new(EdgeFindings.UnknownPreAuthentication, Confidence.Possible, signedIn.Evidence),
        };
    }
}
