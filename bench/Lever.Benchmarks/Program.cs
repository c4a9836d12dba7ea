using Lever.Benchmarks;

if (args is ["profiles"]) return ProfileThroughput.Run();
return 0;
