global using System.Globalization;
global using Godwit.Mail;
