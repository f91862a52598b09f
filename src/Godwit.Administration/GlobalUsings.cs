global using System.Globalization;
global using Godwit.Administration.Faults;
global using Godwit.Administration.Parsing;
global using Godwit.Administration.Table;
global using Godwit.Mail;
