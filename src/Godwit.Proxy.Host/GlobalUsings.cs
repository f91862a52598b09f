global using System.Globalization;
global using Godwit.Mail;
global using Godwit.Terminals;
