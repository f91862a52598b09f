global using Godwit.Connectors;
global using Godwit.Mail;
global using Godwit.Sync;
global using Godwit.Terminals;
global using Godwit.Testing;

[assembly: System.Runtime.Versioning.SupportedOSPlatform("linux")]
