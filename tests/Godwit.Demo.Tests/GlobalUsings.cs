global using Godwit.Demo.Comparing;
global using Godwit.Demo.Mail;
global using Godwit.Demo.Organisation;
global using Godwit.Demo.Printing;
global using Godwit.Demo.Running;
global using Godwit.Mail;
global using Godwit.Testing;

[assembly: System.Runtime.Versioning.SupportedOSPlatform("linux")]
