global using Godwit.Mail;
global using Godwit.Sync;

[assembly: System.Runtime.Versioning.SupportedOSPlatform("linux")]
