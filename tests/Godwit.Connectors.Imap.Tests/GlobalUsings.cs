global using Godwit.Connectors;
global using Godwit.Connectors.Imap;
global using Godwit.Imap;
global using Godwit.Mail;
global using Godwit.Testing.Contracts;
global using Godwit.Testing.Imap;
