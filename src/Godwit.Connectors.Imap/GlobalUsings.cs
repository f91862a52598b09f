global using Godwit.Connectors;
global using Godwit.Imap;
global using Godwit.Mail;
