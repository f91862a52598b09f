global using Godwit.Mail;
global using Godwit.Testing;
global using Godwit.Testing.Imap;
