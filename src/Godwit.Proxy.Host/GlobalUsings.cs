global using System.Globalization;
global using Godwit.Configuration;
global using Godwit.Mail;
global using Godwit.Serving;
global using Godwit.Stores;
global using Godwit.Terminals;
