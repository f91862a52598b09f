global using Godwit.Connectors;
global using Godwit.Mail;
global using Godwit.Testing;
global using Godwit.Testing.Contracts;
