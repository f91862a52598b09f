global using System.Globalization;
global using Godwit.Api;
global using Godwit.Mail;
global using Godwit.Moves;
global using Godwit.Store.Moves.Tests.Support;
