namespace Godwit.Imap;

/// <summary>The header that SCRAM and OAUTHBEARER share (RFC 5801 section 4).</summary>
internal static class GsHeader
{
    /// <summary>saslname: "," and "=" would end the name, so they are written <c>=2C</c> and <c>=3D</c>.</summary>
    public static string Escape(string name) => name.Replace("=", "=3D", StringComparison.Ordinal).Replace(",", "=2C", StringComparison.Ordinal);
}
