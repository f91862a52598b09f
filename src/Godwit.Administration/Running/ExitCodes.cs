namespace Godwit.Administration.Running;

/// <summary>What the process says when it ends; the help of every command promises it.</summary>
internal static class ExitCodes
{
    public const int Done = 0, Usage = 1, Failed = 2, NotPassed = 3, Interrupted = 130;

    /// <summary>The code of a command that a fault ended.</summary>
    public static int For(Fault fault) => fault.Remedy == Remedy.FixConfiguration ? Usage : Failed;
}
