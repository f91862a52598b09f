namespace Godwit.Cli;

/// <summary>The moves of a list of mailboxes as they were asked for.</summary>
/// <param name="ListPath">The CSV file, absolute.</param>
/// <param name="AtOnce">How many mailboxes are moved at the same time.</param>
/// <param name="From">The stores to read.</param>
/// <param name="To">The stores to write.</param>
/// <param name="State">The state files; null for those of the pairs in the user's state folder.</param>
/// <param name="Link">The way between, one for all.</param>
/// <param name="Settings">What the engine shall do with each.</param>
/// <param name="Json">Print one object of JSON for each mailbox instead of text.</param>
internal sealed record EachOptions(string ListPath, int AtOnce, StoreTemplate From, StoreTemplate To, ColumnTemplate? State, LinkSettings Link, MoveSettings Settings, bool Json);
