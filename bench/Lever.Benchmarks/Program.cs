using Lever.Benchmarks;

switch (args)
{
    case ["profiles"]: return ProfileThroughput.Run();
    case ["allocations", var directory]: return AllocationCounts.Run(directory);
    case ["parse", var directory]: return ParseThroughput.Run(directory);
    default:
        Console.Error.WriteLine("usage: Lever.Benchmarks profiles | parse DIR | allocations DIR");
        return 2;
}
