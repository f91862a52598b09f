using Godwit.Network.Tls;

namespace Godwit.Diagnostics.Examination;

/// <summary>What is wrong with a certificate, as findings; the cause before its consequences. Pure.</summary>
internal static class CertificateJudgement
{
    private static readonly string[] SecurityProducts = ["fortinet", "fortigate", "palo alto", "zscaler", "sophos", "blue coat", "bluecoat", "symantec web", "check point", "netskope", "cisco umbrella", "watchguard", "barracuda", "mcafee web", "forcepoint", "kaspersky", "eset ssl", "bitdefender", "trend micro"];

    private static readonly (CertificateProblems Problem, FindingKind Kind)[] Kinds =
    [
        (CertificateProblems.SelfSigned, CertificateFindings.SelfSigned), (CertificateProblems.MissingIntermediate, CertificateFindings.MissingIntermediate),
        (CertificateProblems.Expired, CertificateFindings.Expired), (CertificateProblems.NotYetValid, CertificateFindings.NotYetValid), (CertificateProblems.AuthorityOutOfDate, CertificateFindings.AuthorityOutOfDate),
        (CertificateProblems.WrongUsage, CertificateFindings.WrongUsage), (CertificateProblems.WrongName, CertificateFindings.WrongName),
    ];

    /// <summary>The findings on one certificate; <paramref name="isRightWithoutName"/> when a handshake without SNI showed one that is for the host.</summary>
    public static IEnumerable<Finding> Judge(TlsFacts facts, string host, bool isRightWithoutName)
    {
        var seen = Evidence(facts, host);
        if (facts.Problems.HasFlag(CertificateProblems.UnknownAuthority))
            yield return IsSecurityProduct(facts) ? new Finding(CertificateFindings.Inspected, Confidence.Likely, seen) : new Finding(CertificateFindings.UnknownAuthority, Confidence.Certain, seen);
        foreach (var (problem, kind) in Kinds)
        {
            if (!facts.Problems.HasFlag(problem)) continue;
            yield return kind == CertificateFindings.WrongName && isRightWithoutName ? new Finding(CertificateFindings.WrongBySni, Confidence.Likely, seen) : new Finding(kind, Confidence.Certain, seen);
        }
        if (facts.Problems == CertificateProblems.Other) yield return new Finding(CertificateFindings.UnknownAuthority, Confidence.Possible, seen);
    }

    private static Evidence[] Evidence(TlsFacts facts, string host)
    {
        var own = facts.Certificates[0];
        var names = own.Names.Count == 0 ? "no alternative names" : "names " + string.Join(", ", own.Names.Take(12));
        var deeper = own.Names.Any(name => HostNameMatch.IsWildcardForDeeperName(name, host)) ? "; a wildcard stands for one label only" : "";
        return
        [
            new("certificate", $"{own.Subject}; {names}{deeper}; issued by {own.Issuer}; valid {own.NotBefore.UtcDateTime:yyyy-MM-dd} to {own.NotAfter.UtcDateTime:yyyy-MM-dd}; SHA-256 {own.Thumbprint[..16]}"),
            new("served", $"{facts.Certificates.Count} certificate(s): {string.Join(" < ", facts.Certificates.Select(one => one.Subject))}"),
        ];
    }

    private static bool IsSecurityProduct(TlsFacts facts) => SecurityProducts.Any(product => facts.Certificates.Any(one => one.Issuer.Contains(product, StringComparison.OrdinalIgnoreCase)));
}
