namespace Godwit.Diagnostics.Reports;

/// <summary>What a diagnosis command says when it ends; promised in the help of each.</summary>
public static class DiagnosisExitCodes
{
    /// <summary>Nothing is broken as far as could be seen.</summary>
    public const int Passed = 0;

    /// <summary>The command line, a setting or a file has to be put right first.</summary>
    public const int Usage = 1;

    /// <summary>It could not be told; the report says why.</summary>
    public const int CannotTell = 2;

    /// <summary>Something is broken; the report says what.</summary>
    public const int Broken = 3;

    /// <summary>Ended by SIGINT or SIGTERM.</summary>
    public const int Interrupted = 130;

    /// <summary>The same in words, for the help.</summary>
    public const string Help = """
        Exit codes:
          0    nothing is broken as far as could be seen
          1    usage: something has to be put right first
          2    cannot tell; the report says why
          3    something is broken; the report says what
          130  interrupted
        """;

    /// <summary>The code of a verdict.</summary>
    public static int For(Verdict verdict)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        return verdict.State switch
        {
            VerdictState.Passed => Passed,
            VerdictState.Failed => Broken,
            _ => CannotTell,
        };
    }
}
