global using System.Globalization;
global using Godwit.Api;
global using Godwit.Connectors;
global using Godwit.Mail;
global using Godwit.Moves;
global using Godwit.Sync;
global using Godwit.Testing;
global using TestResult = Godwit.Api.TestResult;
