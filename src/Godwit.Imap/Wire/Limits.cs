namespace Godwit.Imap;

/// <summary>Every bound on what the other side may send. All are far above what honest servers need; whoever exceeds one is cut off.</summary>
internal static class Limits
{
    /// <summary>Bytes received at once, and the longest single token (a flag list, a quoted string without escapes, a name).</summary>
    internal const int ReceiveBufferBytes = 128 * 1024;

    /// <summary>Bytes gathered before they are sent.</summary>
    internal const int SendBufferBytes = 64 * 1024;

    /// <summary>A piece from this length on is sent straight from where it lies.</summary>
    internal const int StraightSendBytes = 32 * 1024;

    /// <summary>One response line without the literals in it.</summary>
    internal const long LineBytes = 1024 * 1024;

    /// <summary>A line that is one long list of numbers (SEARCH, ESEARCH, VANISHED): ten million uids of six digits.</summary>
    internal const long NumberLineBytes = 80L * 1024 * 1024;

    /// <summary>Ranges in one number list; each costs eight bytes.</summary>
    internal const int SetRanges = 10_000_000;

    /// <summary>A string that is not a message: a folder's name, a quota root.</summary>
    internal const int StringBytes = 64 * 1024;

    /// <summary>A message that comes as a quoted string, escapes resolved.</summary>
    internal const int QuotedBodyBytes = 1024 * 1024;

    /// <summary>A message's literal: 64 GB.</summary>
    internal const long BodyBytes = 64L * 1024 * 1024 * 1024;

    /// <summary>Parentheses inside parentheses.</summary>
    internal const int Nesting = 64;

    /// <summary>Text of a status line that is kept, in bytes.</summary>
    internal const int TextBytes = 4 * 1024;

    /// <summary>Untagged lines in a row that no command asked for.</summary>
    internal const int UntaggedWithoutProgress = 1_000_000;

    /// <summary>Entries of a listing: folders, capabilities, access rights, quota roots, rows of one SELECT.</summary>
    internal const int ListEntries = 1_000_000;

    /// <summary>Bytes of the names in one listing, which may come as literals and then count in no line: a hundred thousand folders of 300 bytes.</summary>
    internal const long ListBytes = 32L * 1024 * 1024;

    /// <summary>One server challenge while signing in, decoded or not.</summary>
    internal const int ChallengeBytes = 64 * 1024;

    /// <summary>Challenges of one sign-in.</summary>
    internal const int Challenges = 32;

    /// <summary>RFC 7888 section 5: the largest literal that LITERAL- lets us send without asking.</summary>
    internal const long LiteralMinusBytes = 4096;
}
