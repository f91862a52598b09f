namespace Godwit.Api;

/// <summary>Why something was refused or failed: the body of every answer of 400 and above, as <c>application/problem+json</c> (RFC 9457).</summary>
/// <param name="Type">The fault's page: <c>docs/faults/GW####.md</c>.</param>
/// <param name="Title">The fault's title.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">One sentence for the administrator; never a secret.</param>
/// <param name="Code">The stable code <c>GW####</c>.</param>
/// <param name="Side">source, proxy, network, target or service.</param>
/// <param name="Reach">item, folder, mailbox, endpoint or service.</param>
/// <param name="Remedy">retry, wait until, skip, fix configuration or give up.</param>
/// <param name="Errors">All that is wrong with the input, where it is more than one thing or has a place.</param>
/// <param name="RequestId">The request's id, as in the header <c>request-id</c> and in the service's logs; null where it tells of no request.</param>
public sealed record Problem(string Type, string Title, int Status, string Detail, string Code, string Side, string Reach, string Remedy, IReadOnlyList<InputError>? Errors = null, Guid? RequestId = null);

/// <summary>One thing that is wrong with the input.</summary>
/// <param name="Code">The stable code <c>GW####</c>.</param>
/// <param name="Detail">One sentence.</param>
/// <param name="Field">The field of the request, where one is meant.</param>
/// <param name="Line">The line of the CSV, from 1.</param>
/// <param name="Column">The column of the CSV by its name.</param>
public sealed record InputError(string Code, string Detail, string? Field = null, int? Line = null, string? Column = null);

/// <summary>Something that went wrong, as a report tells it.</summary>
/// <param name="Code">The stable code <c>GW####</c>.</param>
/// <param name="Side">source, proxy, network, target or service.</param>
/// <param name="Reach">item, folder, mailbox, endpoint or service.</param>
/// <param name="Remedy">retry, wait until, skip, fix configuration or give up.</param>
/// <param name="Message">One sentence; never a secret.</param>
/// <param name="At">When it was seen last.</param>
/// <param name="Count">How often it was seen.</param>
public sealed record ReportedFault(string Code, string Side, string Reach, string Remedy, string Message, DateTimeOffset At, int Count);

/// <summary>A part of a list. <c>?pageSize=</c> (1 to 5000, 1000 when not given) and <c>?after=</c> (the last page's <paramref name="Next"/>) choose it.</summary>
/// <typeparam name="T">What is listed.</typeparam>
/// <param name="Items">This part, in a stable order.</param>
/// <param name="Total">How many there are in all pages, as the filter has it.</param>
/// <param name="Next">What to ask for with <c>after</c>; null at the end.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, long Total, string? Next);
