using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Godwit.Diagnostics.Host.Commands;

/// <summary>A file of authorities to trust, PEM.</summary>
internal static class AuthorityFile
{
    /// <summary>Reads it.</summary>
    /// <exception cref="FaultException">It cannot be read, or holds no certificate.</exception>
    public static X509Certificate2Collection Read(string path)
    {
        var authorities = new X509Certificate2Collection();
        try
        {
            authorities.ImportFromPem(InputFiles.Read(path));
        }
        catch (CryptographicException wrong)
        {
            throw InputFiles.Refuse($"--ca: the file '{OtherSideText.Show(path)}' holds no certificates in PEM: {OtherSideText.Show(wrong.Message)}");
        }
        return authorities.Count > 0 ? authorities : throw InputFiles.Refuse($"--ca: the file '{OtherSideText.Show(path)}' holds no certificates in PEM.");
    }
}
