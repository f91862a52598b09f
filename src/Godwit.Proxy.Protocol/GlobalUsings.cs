global using Godwit.Connectors;
global using Godwit.Mail;
