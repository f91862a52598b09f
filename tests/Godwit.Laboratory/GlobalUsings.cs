global using System.Globalization;
global using Godwit.Diagnostics.Examination;
global using Godwit.Diagnostics.Findings;
