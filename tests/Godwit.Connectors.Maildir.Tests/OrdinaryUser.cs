using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace Godwit.Connectors.Maildir.Tests;

/// <summary>Looks at files as a user whom permissions bind, also where the tests run as root, whom they do not.</summary>
internal static partial class OrdinaryUser
{
    private const uint Nobody = 65534;

    /// <summary>Acts on a thread of its own, which ends with it: Linux keeps the user for file access per thread.</summary>
    public static void Do(Action act)
    {
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                if (Environment.UserName == "root") _ = SetUserForFiles(Nobody);
                act();
            }
            catch (Exception e) { failure = ExceptionDispatchInfo.Capture(e); }
        });
        thread.Start();
        thread.Join();
        failure?.Throw();
    }

    [LibraryImport("libc", EntryPoint = "setfsuid")]
    private static partial int SetUserForFiles(uint user);
}
