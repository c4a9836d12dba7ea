using Lever;

using var host = Host.OfProcess();
return CommandLine.Run(args, host, review: null);
