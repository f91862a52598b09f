global using Godwit.Connectors;
global using Godwit.Mail;
global using Godwit.Proxy.Mailboxes;
global using Godwit.Testing.Contracts;
