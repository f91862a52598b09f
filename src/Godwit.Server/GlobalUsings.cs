global using System.Globalization;
global using Godwit.Api;
global using Godwit.Connectors;
global using Godwit.Mail;
global using Godwit.Moves;
