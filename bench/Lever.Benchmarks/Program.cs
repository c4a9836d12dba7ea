using Lever.Benchmarks;

if (args is ["parse", var directory]) return ParseThroughput.Run(directory);
Console.Error.WriteLine("usage: Lever.Benchmarks parse DIR");
return 2;
