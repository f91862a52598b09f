namespace Godwit.Testing.Imap;

/// <summary>When the test server speaks TLS.</summary>
public enum ServerTls
{
    /// <summary>Never.</summary>
    None,
    /// <summary>After STARTTLS.</summary>
    StartTls,
    /// <summary>From the first byte.</summary>
    Implicit,
}

/// <summary>How a test server is set up; <c>new ImapServerOptions()</c> is a Dovecot on loopback with one user, <c>alice</c>, whose password is <c>secret</c>.</summary>
public sealed record ImapServerOptions
{
    /// <summary>The product it resembles: capabilities, greeting, limits and habits.</summary>
    public ServerProfile Profile { get; init; } = ServerProfile.Dovecot;

    /// <summary>Users and passwords at the start.</summary>
    public IReadOnlyDictionary<string, string> Users { get; init; } = new Dictionary<string, string> { ["alice"] = "secret" };

    /// <summary>Users who may sign in as anybody, by PLAIN's authorisation identity or as <c>user*master</c>, and their passwords.</summary>
    public IReadOnlyDictionary<string, string> Masters { get; init; } = new Dictionary<string, string>();

    /// <summary>When it speaks TLS.</summary>
    public ServerTls Tls { get; init; }

    /// <summary>Which certificate it shows.</summary>
    public CertificateChoice Certificate { get; init; }

    /// <summary>False refuses every sign-in on a line in clear text (LOGINDISABLED).</summary>
    public bool AllowsClearTextLogin { get; init; } = true;

    /// <summary>What every personal folder's wire name begins with: nothing, or <c>INBOX.</c> as on Courier.</summary>
    public string Prefix { get => field ?? Profile.Prefix; init; }

    /// <summary>What stands between the segments of a wire name.</summary>
    public char Separator { get => field == '\0' ? Profile.Separator : field; init; }

    /// <summary>True when names are sent as raw UTF-8 instead of modified UTF-7, without anybody having asked.</summary>
    public bool RawUtf8Names { get; init; }

    /// <summary>True when names that differ only in case are one folder.</summary>
    public bool IgnoresCase { get; init; }

    /// <summary>The clock for arrivals, tokens and dates in the future.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The longest piece of a command line in bytes; longer is BAD.</summary>
    public int MaxLineBytes { get; init; } = 65_536;

    /// <summary>The longest literal in bytes; longer is <c>NO [TOOBIG]</c>. What APPENDLIMIT tells when the profile offers it.</summary>
    public long MaxMessageBytes { get => field == 0 ? Profile.MaxMessageBytes : field; init; }

    /// <summary>How many lines the command log keeps; counters go on beyond it.</summary>
    public int MaxLogLines { get; init; } = 100_000;
}
