using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Godwit.Mail;

/// <summary>Why a server's certificate is not accepted, in words: .NET itself says only that it was rejected.</summary>
public static class CertificateComplaint
{
    private const int MostNames = 5;

    /// <summary>One sentence; null when there is nothing to complain about.</summary>
    /// <param name="host">The name that the certificate must have.</param>
    /// <param name="certificate">The certificate; null when none was shown.</param>
    /// <param name="chain">Its chain.</param>
    /// <param name="errors">What the platform holds against it.</param>
    public static string? Of(string host, X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None) return null;
        if (certificate is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable)) return $"{host} showed no certificate.";
        if (IsOutOfTime(chain)) return $"The certificate of {host} is valid from {certificate.NotBefore.ToUniversalTime():yyyy-MM-dd} to {certificate.NotAfter.ToUniversalTime():yyyy-MM-dd}, not now.";
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)) return $"The certificate is for {Names(certificate)}, not for {host}.";
        return $"The certificate of {host} was issued by {OtherSideText.Show(certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: true))}, which is not trusted here.";
    }

    private static bool IsOutOfTime(X509Chain? chain) => chain?.ChainStatus.Any(static status => status.Status.HasFlag(X509ChainStatusFlags.NotTimeValid)) == true;

    private static string Names(X509Certificate2 certificate)
    {
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>()
            .SelectMany(static names => names.EnumerateDnsNames().Concat(names.EnumerateIPAddresses().Select(static address => address.ToString()))).Take(MostNames).ToArray();
        return OtherSideText.Show(names.Length > 0 ? string.Join(", ", names) : certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false));
    }
}
