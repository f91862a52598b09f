global using System.Globalization;
global using System.Net;
global using Godwit.Api;
global using Godwit.Server.Tests.Support;
