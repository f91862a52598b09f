global using System.Globalization;
global using System.Net;
global using Godwit.Api;
global using Godwit.Configuration;
global using Godwit.Server.Tests.Support;
global using Godwit.Serving;
global using Godwit.Stores;
