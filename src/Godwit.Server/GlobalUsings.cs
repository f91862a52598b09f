global using System.Globalization;
global using Godwit.Api;
global using Godwit.Configuration;
global using Godwit.Connectors;
global using Godwit.Mail;
global using Godwit.Moves;
global using Godwit.Serving;
global using Godwit.Stores;
