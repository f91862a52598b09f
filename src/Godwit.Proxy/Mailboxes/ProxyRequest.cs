using Godwit.Proxy.Protocol;
using Microsoft.AspNetCore.Http;

namespace Godwit.Proxy.Mailboxes;

/// <summary>What the path and the header fields of a request say, or why it is refused.</summary>
internal sealed record ProxyRequest(Operation Operation, int Version, LaneAccess Access, MoveStamp? Stamp, string Mailbox, bool TakesBlocks)
{
    private const int MaxAddressCharacters = 1_000;

    /// <summary>Reads a request; gives status and reason instead when it cannot be served.</summary>
    public static (ProxyRequest? Request, RequestRefusal? RequestRefusal) Read(HttpRequest http)
    {
        if (Operations.Find(http.Path.Value is ['/', .. var name] ? name : "") is not { } operation) return Refuse(StatusCodes.Status404NotFound, RefusalReasons.UnknownOperation);
        if (!(operation.HasNoBody() ? HttpMethods.IsGet(http.Method) : HttpMethods.IsPost(http.Method))) return Refuse(StatusCodes.Status405MethodNotAllowed, RefusalReasons.BadRequest);
        if (!ProtocolVersions.TryParse(http.Headers[ProtocolHeaders.Protocol], out var theirs)) return Refuse(StatusCodes.Status400BadRequest, RefusalReasons.BadRequest);
        if (ProtocolVersions.Ours.Common(theirs) is not { } version) return Refuse(StatusCodes.Status400BadRequest, RefusalReasons.Version);
        if ((operation == Operation.ListMailboxes ? "" : MailboxOf(http)) is not { } mailbox || ReadAccess(http) is not { } access) return Refuse(StatusCodes.Status400BadRequest, RefusalReasons.BadRequest);
        MoveStamp stamp = default;
        string? move = http.Headers[ProtocolHeaders.Move];
        if (move is not null && !MoveStamp.TryParse(move, out stamp)) return Refuse(StatusCodes.Status400BadRequest, RefusalReasons.BadRequest);
        var takesBlocks = http.Headers[ProtocolHeaders.Compression] == "br";
        return (new ProxyRequest(operation, version, access, move is null ? null : stamp, mailbox, takesBlocks), null);
    }

    /// <summary>The address in the header field, decoded; null when there is none that could be one.</summary>
    public static string? MailboxOf(HttpRequest http)
    {
        string? text = http.Headers[ProtocolHeaders.Mailbox];
        if (string.IsNullOrEmpty(text) || text.Length > MaxAddressCharacters) return null;
        var decoded = Uri.UnescapeDataString(text);
        return decoded.Any(char.IsControl) ? null : decoded;
    }

    private static LaneAccess? ReadAccess(HttpRequest http) => (string?)http.Headers[ProtocolHeaders.Access] switch
    {
        "read" => LaneAccess.Read,
        "write" => LaneAccess.Write,
        _ => null,
    };

    private static (ProxyRequest?, RequestRefusal?) Refuse(int status, string reason) => (null, new RequestRefusal(status, reason));
}

/// <summary>A request that is refused before it reaches a store.</summary>
internal sealed record RequestRefusal(int Status, string Reason);
