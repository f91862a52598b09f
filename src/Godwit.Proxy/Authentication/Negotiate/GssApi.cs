using System.Runtime.InteropServices;

namespace Godwit.Proxy.Authentication.Negotiate;

/// <summary>
/// The few calls of MIT's GSS-API (RFC 2744) that an acceptor needs. Called directly and not through .NET's NegotiateAuthentication, which can neither take a keytab by name nor check channel bindings on
/// this side.
/// </summary>
internal static partial class GssApi
{
    public const uint Complete = 0;
    public const uint ContinueNeeded = 1;
    public const uint ErrorMask = 0xFFFF0000;
    public const uint BadBindings = 4 << 16;
    public const uint Expired = 12 << 16;
    public const int AcceptOnly = 2;
    /// <summary>In the flags of an accepted context: the client sent our channel binding (MIT 1.19 and later).</summary>
    public const uint ChannelBound = 0x800;

    private const string Library = "libgssapi_krb5.so.2";

    [StructLayout(LayoutKind.Sequential)]
    public struct Data
    {
        public nuint Length;
        public nint Value;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct Bindings
    {
        public int InitiatorType;
        public Data Initiator;
        public int AcceptorType;
        public Data Acceptor;
        public Data Application;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct KeyValue
    {
        public nint Key;
        public nint Value;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct KeyValueSet
    {
        public uint Count;
        public nint Elements;
    }

    [LibraryImport(Library, EntryPoint = "gss_acquire_cred_from")]
    public static partial uint AcquireCredential(out uint minor, nint name, uint seconds, nint mechanisms, int usage, in KeyValueSet store, out nint credential, nint actual, nint remaining);

    [LibraryImport(Library, EntryPoint = "gss_accept_sec_context")]
    public static partial uint Accept(
        out uint minor, ref nint context, nint credential, in Data input, in Bindings bindings, out nint source, nint mechanism, out Data output, out uint flags, nint seconds, nint delegated);

    [LibraryImport(Library, EntryPoint = "gss_display_name")]
    public static partial uint DisplayName(out uint minor, nint name, out Data text, nint type);

    [LibraryImport(Library, EntryPoint = "gss_release_name")]
    public static partial uint ReleaseName(out uint minor, ref nint name);

    [LibraryImport(Library, EntryPoint = "gss_release_buffer")]
    public static partial uint ReleaseBuffer(out uint minor, ref Data data);

    [LibraryImport(Library, EntryPoint = "gss_release_cred")]
    public static partial uint ReleaseCredential(out uint minor, ref nint credential);

    [LibraryImport(Library, EntryPoint = "gss_delete_sec_context")]
    public static partial uint DeleteContext(out uint minor, ref nint context, nint output);

    /// <summary>The bytes of a result.</summary>
    public static byte[] Bytes(in Data data)
    {
        var bytes = new byte[(int)data.Length];
        if (bytes.Length > 0) Marshal.Copy(data.Value, bytes, 0, bytes.Length);
        return bytes;
    }
}
