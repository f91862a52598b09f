namespace Godwit.Mail;

/// <summary>
/// A kind of fault: what its page in <c>docs/faults</c> is about. Ranges: GW1 connectors, GW2 proxy, GW3 sync, GW4 moves, GW5 diagnosis, GW9 usage. A code
/// is never reused.
/// </summary>
/// <param name="Code"><c>GW</c> and four digits.</param>
/// <param name="Title">A short noun phrase, the page's title.</param>
/// <param name="Reach">How far it usually goes.</param>
/// <param name="Remedy">What usually helps.</param>
public sealed record FaultKind(string Code, string Title, Reach Reach, Remedy Remedy);
