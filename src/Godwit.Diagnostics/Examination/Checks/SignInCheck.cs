using System.Net;
using Godwit.Network.SigningIn;

namespace Godwit.Diagnostics.Examination;

/// <summary>
/// Is the credential accepted? At most one refusal in all: after it nobody is asked any more. Nodes past the balancer are asked first, so that a refusal by the balancer can be told from a wrong
/// password.
/// </summary>
internal sealed class SignInCheck : ICheck
{
    public string Question => "Is the credential accepted?";

    public string? NotAskedBecause(ExaminationNotes notes) =>
        notes.Request.Credential is null ? "no credential was given" : !notes.MaySignIn ? "one cannot sign in" : !notes.Logons.IsOpen ? "a logon was refused already"
        : !notes.IsHostVouchedFor ? "only a host of another domain names this one: give it by hand, or with --credentials-for" : SignInAsker.SchemeOf(notes.Answers!.Get) is null ? "no scheme is offered that a password is good for" : null;

    public async Task<CheckResult> AskAsync(ExaminationNotes notes, CancellationToken cancellation)
    {
        var (acceptedBy, refusedBy) = await AskNodesAsync(notes, cancellation).ConfigureAwait(false);
        var seen = new List<string>();
        var findings = new List<Finding>();
        if (refusedBy is not null) findings.Add(refusedBy);
        for (var i = 0; i < notes.Request.Repetitions && findings.Count == 0; i++)
        {
            var at = notes.Open[i % notes.Open.Count];
            var (sample, signIn, scheme) = await SignInAsync(notes, at, notes.Answers!.Get, cancellation).ConfigureAwait(false);
            if (i == 0) seen.Add($"{scheme}: {signIn?.State.ToString() ?? "no answer"}");
            if (signIn?.State == SignInState.NotPossibleHere) return CheckResult.CannotTell($"this machine cannot sign in with {scheme}");
            if (signIn?.State == SignInState.Accepted) notes.SignedIn.Add(sample);
            else findings.Add(Judge(notes, sample, signIn, scheme, acceptedBy));
        }
        if (findings.Count == 0) seen.AddRange(await AskOtherSchemesAsync(notes, cancellation).ConfigureAwait(false));
        return CheckResult.Of(seen, findings);
    }

    private static async Task<(NodeView? AcceptedBy, Finding? Refused)> AskNodesAsync(ExaminationNotes notes, CancellationToken cancellation)
    {
        NodeView? accepted = null;
        foreach (var node in notes.Nodes.Where(node => node.MayTakeCredential && SignInAsker.SchemeOf(node.Get) is not null))
        {
            var (sample, signIn, scheme) = await SignInAsync(notes, node.At, node.Get, cancellation).ConfigureAwait(false);
            node.SignedIn = sample;
            if (signIn?.State == SignInState.Accepted) accepted ??= node;
            if (!notes.Logons.IsOpen) return (accepted, Judge(notes, sample, signIn, scheme, accepted));
        }
        return (accepted, null);
    }

    private static async Task<(Sample Sample, SignInResult? SignIn, string Scheme)> SignInAsync(ExaminationNotes notes, IPEndPoint at, Sample anonymous, CancellationToken cancellation, string? scheme = null)
    {
        scheme ??= SignInAsker.SchemeOf(anonymous)!;
        var (sample, result) = await SignInAsker.AskAsync(notes, at, notes.Probe.Request("GET", notes.Request.Path), scheme, cancellation).ConfigureAwait(false);
        return (sample, result, scheme);
    }

    private static Finding Judge(ExaminationNotes notes, Sample sample, SignInResult? signIn, string scheme, NodeView? acceptedBy)
    {
        var speakers = signIn?.Answers.Select(answer => answer.First("X-FEServer")).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).ToList() ?? [];
        Evidence[] seen = [sample.Evidence, .. speakers.Select(name => new Evidence("leg answered by", name))];
        if (signIn is null) return new(FrontEndFindings.ServerError, Confidence.Possible, seen);
        if (speakers.Count > 1) return new(SignInFindings.LegsSplit, Confidence.Likely, seen);
        if (signIn.State == SignInState.NoChallenge) return new(SignInFindings.AuthorizationStripped, Confidence.Certain, seen);
        if (acceptedBy is not null) return acceptedBy.Tls?.Certificates[0].Thumbprint != notes.Tls!.Certificates[0].Thumbprint
            ? new(SignInFindings.ChannelBinding, Confidence.Likely, [.. seen, new Evidence(acceptedBy.At.ToString(), "accepts the same credential, and shows another certificate")])
            : new(SignInFindings.LegsSplit, Confidence.Likely, [.. seen, new Evidence(acceptedBy.At.ToString(), "accepts the same credential")]);
        if (notes.SignedIn.Count > 0) return new(SignInFindings.LegsSplit, Confidence.Likely, [.. seen, new Evidence("before", "the same credential was accepted")]);
        if (notes.Request.Credential!.UserName.EndsWith(".onmicrosoft.com", StringComparison.OrdinalIgnoreCase)) return new(SignInFindings.CloudName, Confidence.Likely, seen);
        return new(SignInFindings.CredentialsRefused, scheme == "Basic" ? Confidence.Certain : Confidence.Likely, seen);
    }

    private static async Task<List<string>> AskOtherSchemesAsync(ExaminationNotes notes, CancellationToken cancellation)
    {
        var seen = new List<string>();
        if (!notes.Request.AllSchemes || notes.SignedIn.Count == 0) return seen;
        var offered = notes.Answers!.Get.Answer!.Schemes;
        foreach (var scheme in SignInAsker.Preferred.Where(wanted => offered.Contains(wanted, StringComparer.OrdinalIgnoreCase)).Skip(1))
        {
            if (!notes.Logons.IsOpen) break;
            var (_, signIn, _) = await SignInAsync(notes, notes.Open[0], notes.Answers.Get, cancellation, scheme).ConfigureAwait(false);
            seen.Add($"{scheme}: {signIn?.State.ToString() ?? "no answer"}");
        }
        return seen;
    }
}
