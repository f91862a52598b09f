namespace Godwit.Proxy.Authentication;

/// <summary>What became of an attempt to prove who somebody is.</summary>
internal abstract record AuthenticationOutcome
{
    /// <summary>The code of a wrong user or password, ERROR_LOGON_FAILURE.</summary>
    public const uint LogonFailure = 1326;
    /// <summary>The code of a disabled account, ERROR_ACCOUNT_DISABLED.</summary>
    public const uint AccountDisabled = 1331;
    /// <summary>The code of a handshake that goes on, SEC_E_NO_CREDENTIALS as IIS logs it.</summary>
    public const uint HandshakeLeg = 2148074254;
    /// <summary>The code of a token that is cut, altered or out of turn, SEC_E_INVALID_TOKEN.</summary>
    public const uint InvalidToken = 2148074248;
    /// <summary>The code of a channel binding that is not ours, SEC_E_BAD_BINDINGS.</summary>
    public const uint BadBindings = 2148074310;
    /// <summary>The code of a message whose integrity code is wrong, SEC_E_MESSAGE_ALTERED.</summary>
    public const uint MessageAltered = 2148074255;
    /// <summary>The code of a domain that cannot be asked, ERROR_NO_LOGON_SERVERS.</summary>
    public const uint NoLogonServers = 1311;

    /// <summary>It is proven.</summary>
    /// <param name="User">Who it is.</param>
    public sealed record Accepted(ProxyUser User) : AuthenticationOutcome
    {
        /// <summary>True when the proof holds for the connection and not for this request alone (NTLM, Kerberos).</summary>
        public bool ForConnection { get; init; }

        /// <summary>A last token for the client, sent with the answer; null: none.</summary>
        public string? Token { get; init; }
    }

    /// <summary>It is not proven.</summary>
    /// <param name="UserName">Whom the attempt named, for the delay; null: nobody.</param>
    /// <param name="Win32">The code in the log.</param>
    public sealed record Rejected(string? UserName, uint Win32) : AuthenticationOutcome;

    /// <summary>The exchange goes on on the same connection.</summary>
    /// <param name="Token">The next token for the client, in base64.</param>
    public sealed record Continued(string Token) : AuthenticationOutcome;
}
