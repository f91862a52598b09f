global using BenchmarkDotNet.Attributes;
global using Godwit.Connectors;
global using Godwit.Connectors.Maildir;
global using Godwit.Imap;
global using Godwit.Mail;
global using Godwit.Store;
global using Godwit.Sync;
