global using System.Globalization;
global using Godwit.Connectors;
global using Godwit.Mail;
global using Godwit.Sync;
global using Godwit.Terminals;
