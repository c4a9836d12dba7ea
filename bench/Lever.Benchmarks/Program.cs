using Lever.Benchmarks;

switch (args)
{
    case ["profiles"]: return ProfileThroughput.Run();
    case ["parse", var directory]: return ParseThroughput.Run(directory);
    default:
        Console.Error.WriteLine("usage: Lever.Benchmarks profiles | parse DIR");
        return 2;
}
