using Lever;
using Lever.Workspace;

using var host = Host.OfProcess();
return CommandLine.Run(args, host, Reviewing.Run);
