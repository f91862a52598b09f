global using Godwit.Configuration;
global using Godwit.Mail;
global using Godwit.Serving;
global using Godwit.Stores;
