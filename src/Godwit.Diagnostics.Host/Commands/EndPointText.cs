using System.Net;

namespace Godwit.Diagnostics.Host.Commands;

/// <summary>Addresses on the command line: <c>192.0.2.1</c>, <c>192.0.2.1:8443</c>, <c>[2001:db8::1]:8443</c>.</summary>
internal static class EndPointText
{
    /// <summary>The address, with a port of its own or the usual one.</summary>
    /// <exception cref="FaultException">It is none.</exception>
    public static IPEndPoint Read(string option, string text, int usualPort)
    {
        if (IPAddress.TryParse(text.Trim('[', ']'), out var address)) return new IPEndPoint(address, usualPort);
        return IPEndPoint.TryParse(text, out var endPoint) && endPoint.Port > 0 ? endPoint : throw InputFiles.Refuse($"{option} takes IP[:PORT], not '{OtherSideText.Show(text)}'.");
    }
}
