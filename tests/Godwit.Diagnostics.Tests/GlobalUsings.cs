global using System.Globalization;
global using Godwit.Diagnostics.Findings;
global using Godwit.Mail;
