using Lever.Benchmarks;

if (args is ["profiles"]) return ProfileThroughput.Run();
if (args is ["parse", var directory]) return ParseThroughput.Run(directory);
Console.Error.WriteLine("usage: Lever.Benchmarks parse DIR | profiles");
return 2;
