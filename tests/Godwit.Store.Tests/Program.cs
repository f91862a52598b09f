using Godwit.Store.Tests;
using Xunit.Runner.InProc.SystemConsole;

// The program is two: the runner of its own tests, and the process that some of them start and kill.
return args is [LedgerWriter.Verb, var path] ? LedgerWriter.Run(path) : await ConsoleRunner.Run(args);
