global using Godwit.Configuration;
global using Godwit.Serving;
global using Godwit.Stores;
