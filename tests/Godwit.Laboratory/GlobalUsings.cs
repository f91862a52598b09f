global using System.Globalization;
global using Godwit.Diagnostics.Examination;
global using Godwit.Diagnostics.Findings;
global using Godwit.EndToEnd.Proxies;
global using Godwit.EndToEnd.RealServers;
global using Godwit.EndToEnd.TheCommand;
