global using Godwit.Configuration;
global using Godwit.Mail;
