global using Godwit.EndToEnd.RealServers;
using System.Runtime.Versioning;

[assembly: SupportedOSPlatform("linux")]
