global using Godwit.Mail;
