global using System.Text.Json;
global using Godwit.Administration.Faults;
global using Godwit.Administration.Help;
global using Godwit.Administration.Parsing;
global using Godwit.Administration.Printing;
global using Godwit.Administration.Running;
global using Godwit.Administration.Table;
global using Godwit.Api;
global using Godwit.Mail;
global using Godwit.Terminals;

[assembly: System.Runtime.Versioning.SupportedOSPlatform("linux")]
