using Lever;
using Lever.Running;
using Lever.Workspace;

// Lever starts itself under this verb, above every program that it experiments with; it is not for users.
if (args is [Supervisor.Verb, var folder]) return Supervisor.Run(folder);
using var host = Host.OfProcess();
return CommandLine.Run(args, host, Reviewing.Run);
