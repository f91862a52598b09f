namespace Godwit.Diagnostics.Logs;

/// <summary>Windows and security package codes as IIS logs them.</summary>
internal static class Win32Codes
{
    /// <summary>SEC_E_INVALID_TOKEN: a leg that was cut, changed or came over another connection.</summary>
    public const long InvalidToken = 0x80090308;
    /// <summary>SEC_E_LOGON_DENIED.</summary>
    public const long LogonDenied = 0x8009030C;
    /// <summary>SEC_E_NO_CREDENTIALS: what the middle leg of every handshake leaves behind.</summary>
    public const long NoCredentials = 0x8009030E;
    /// <summary>SEC_E_MESSAGE_ALTERED.</summary>
    public const long MessageAltered = 0x8009030F;
    /// <summary>SEC_E_OUT_OF_SEQUENCE.</summary>
    public const long OutOfSequence = 0x80090310;
    /// <summary>SEC_E_NO_AUTHENTICATING_AUTHORITY.</summary>
    public const long NoAuthority = 0x80090311;
    /// <summary>SEC_E_WRONG_PRINCIPAL.</summary>
    public const long WrongPrincipal = 0x80090322;
    /// <summary>SEC_E_TIME_SKEW.</summary>
    public const long TimeSkew = 0x80090324;
    /// <summary>SEC_E_BAD_BINDINGS.</summary>
    public const long BadBindings = 0x80090346;
    /// <summary>ERROR_ACCESS_DENIED: with 401.2 an anonymous first request.</summary>
    public const long AccessDenied = 5;
    /// <summary>ERROR_LOGON_FAILURE.</summary>
    public const long LogonFailure = 1326;

    /// <summary>The same code may be written signed; then it is negative in 32 bits.</summary>
    public static long Normal(long written) => written is < -1 and >= int.MinValue ? (uint)(int)written : written;
}
