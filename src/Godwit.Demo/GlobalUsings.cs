global using System.Globalization;
global using Godwit.Mail;

[assembly: System.Runtime.Versioning.SupportedOSPlatform("linux")]
