global using Godwit.Connectors;
global using Godwit.Connectors.Memory;
global using Godwit.Mail;
global using Godwit.Sync;
