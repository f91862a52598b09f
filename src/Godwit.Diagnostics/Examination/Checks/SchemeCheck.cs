using Godwit.Network.SigningIn;

namespace Godwit.Diagnostics.Examination;

/// <summary>Can one sign in the way the migration service does? Asked without a credential: the first message of NTLM names nobody.</summary>
internal sealed class SchemeCheck : ICheck
{
    private static readonly TimeSpan TolerableSkew = TimeSpan.FromMinutes(5);

    public string Question => "Can one sign in the way the migration service does?";

    public string? NotAskedBecause(ExaminationNotes notes) => notes.Answers is null ? "the service does not ask for a logon" : null;

    public async Task<CheckResult> AskAsync(ExaminationNotes notes, CancellationToken cancellation)
    {
        var anonymous = notes.Answers!.Get;
        var findings = new List<Finding>();
        var seen = new List<string> { "offered: " + string.Join(", ", anonymous.Answer!.Schemes) };
        if (SchemeJudge.Judge(anonymous) is { } wrong) findings.Add(wrong);
        else if (anonymous.Answer.Schemes.Contains("NTLM", StringComparer.OrdinalIgnoreCase)) seen.Add(await AskForChallengeAsync(notes, anonymous, findings, cancellation).ConfigureAwait(false));
        if (Skew(notes, anonymous) is { } skew) findings.Add(new Finding(SignInFindings.ClockSkew, Confidence.Likely, new Evidence(anonymous.At.ToString(), skew)));
        notes.MaySignIn = findings.TrueForAll(finding => finding.Kind.Severity < Severity.Fault);
        return CheckResult.Of(seen, findings);
    }

    private static async Task<string> AskForChallengeAsync(ExaminationNotes notes, Sample anonymous, List<Finding> findings, CancellationToken cancellation)
    {
        var (sample, challenge) = await notes.Probe.AskForChallengeAsync(anonymous.At, notes.Request.Path, cancellation).ConfigureAwait(false);
        if (challenge is not null) return Told(challenge);
        findings.Add(new Finding(SignInFindings.AuthorizationStripped, sample.Status == 401 ? Confidence.Certain : Confidence.Likely, sample.Evidence, anonymous.Evidence));
        return "no challenge came";
    }

    private static string Told(NtlmChallenge challenge) => $"challenge by {OtherSideText.Show(challenge.Computer ?? "a server without a name")} of {OtherSideText.Show(challenge.Domain ?? "no domain")}";

    private static string? Skew(ExaminationNotes notes, Sample sample)
    {
        if (!DateTimeOffset.TryParseExact(sample.Answer!.First("Date"), "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var theirs)) return null;
        var ours = notes.Network.Clock.GetUtcNow();
        return (theirs - ours).Duration() > TolerableSkew ? $"its clock shows {theirs.UtcDateTime:yyyy-MM-dd HH:mm:ss}, ours {ours.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC" : null;
    }
}
