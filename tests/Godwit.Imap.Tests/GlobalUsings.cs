global using Godwit.Imap;
global using Godwit.Mail;
