using System.Net;
using Godwit.Network.Http;

namespace Godwit.Diagnostics.Examination;

/// <summary>One request and what came of it: an answer, or why there is none.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The path.</param>
/// <param name="At">The address that was asked.</param>
internal sealed record Sample(string Method, string Path, IPEndPoint At)
{
    public HttpAnswer? Answer { get; init; }

    public HttpTrouble? Trouble { get; init; }

    /// <summary>What came when it was no answer. Escaped.</summary>
    public string Seen { get; init; } = "";

    public int Status => Answer?.Status ?? 0;

    public Fingerprint Speaker => Answer is null ? Fingerprint.Nobody : Fingerprint.Of(Answer);

    /// <summary>The front end that answered; null when it does not say.</summary>
    public string? FrontEnd => Answer?.First("X-FEServer");

    /// <summary>What makes two answers different answers: status, who spoke, and the ways to sign in.</summary>
    public string Likeness => Answer is null ? Trouble.ToString()! : $"{Status} {Speaker.Speaker} {string.Join(',', Answer.Schemes.Order(StringComparer.OrdinalIgnoreCase)).ToUpperInvariant()}";

    /// <summary>The answer in a line.</summary>
    public string Told
    {
        get
        {
            if (Answer is null) return $"{Method} {Path}: {TroubleWords} {Seen}".TrimEnd();
            var marks = TellingFields.Where(Answer.Has).Select(name => $"{name}: {OtherSideText.Show(Answer.First(name), 120)}");
            var offers = Answer.Schemes.Count > 0 ? [$"offers {OtherSideText.Show(string.Join(", ", Answer.Schemes))}"] : Array.Empty<string>();
            return string.Join("; ", [$"{Method} {Path}: {Status} {OtherSideText.Show(Answer.Reason, 60)}".TrimEnd(), .. marks, .. offers]);
        }
    }

    /// <summary>The line as evidence, with the address it came from.</summary>
    public Evidence Evidence => new(At.ToString(), Told);

    private static readonly string[] TellingFields = ["Server", "X-FEServer", "request-id", "X-CasErrorCode", "X-Godwit-Reason", "Location", "Via", "cf-ray", "x-ms-proxy-transaction-id"];

    private string TroubleWords => Trouble switch
    {
        HttpTrouble.Closed => "closed without an answer",
        HttpTrouble.Reset => "reset without an answer",
        HttpTrouble.Silent => "no answer in time",
        HttpTrouble.NotHttp => "no HTTP:",
        HttpTrouble.Cut => "the answer broke off",
        null => "not asked:",
        _ => "no answer that could be read",
    };
}
