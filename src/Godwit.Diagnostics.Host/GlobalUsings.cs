global using System.CommandLine;
global using System.Globalization;
global using Godwit.Diagnostics.Findings;
global using Godwit.Diagnostics.Reports;
global using Godwit.Mail;
global using Godwit.Terminals;
