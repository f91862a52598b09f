namespace Godwit.Diagnostics.Examination;

/// <summary>Whether the ways to sign in are those that a migration needs: Windows authentication with NTLM, offered by the front end and not by a device. Pure.</summary>
internal static class SchemeJudge
{
    /// <summary>The finding; null when all is well.</summary>
    public static Finding? Judge(Sample anonymous)
    {
        var schemes = anonymous.Answer!.Schemes;
        bool Offers(string scheme) => schemes.Contains(scheme, StringComparer.OrdinalIgnoreCase);
        var isService = anonymous.Speaker.Speaker is Speaker.Exchange or Speaker.Godwit;
        if (schemes.Count == 0) return new(SignInFindings.NoChallenge, Confidence.Certain, anonymous.Evidence);
        if (Offers("NTLM") || anonymous.Speaker.Speaker == Speaker.Godwit) return null;
        if (Offers("Negotiate")) return new(SignInFindings.NtlmMissing, Confidence.Likely, anonymous.Evidence);
        if (Offers("Basic")) return isService ? new(SignInFindings.WindowsOff, Confidence.Certain, anonymous.Evidence) : new(SignInFindings.DeviceBasic, anonymous.Speaker.Speaker == Speaker.Iis ? Confidence.Possible : Confidence.Certain, anonymous.Evidence);
        return Offers("Bearer") ? new(SignInFindings.BearerOnly, Confidence.Likely, anonymous.Evidence) : new(SignInFindings.NoChallenge, Confidence.Likely, anonymous.Evidence);
    }
}
