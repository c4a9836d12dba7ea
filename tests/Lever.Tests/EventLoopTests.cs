using Lever.Review.Findings;
using Lever.Review.Rules;
using Lever.Review.Rules.Python;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Text;

namespace Lever.Tests;

/// <summary>A wait in a coroutine is told where other tasks are likely to want the event loop meanwhile.</summary>
public class EventLoopTests
{
    private const string Sleeping = "import time\n\nasync def poll(source):\n    time.sleep(0.1)\n    return source.read()\n";

    private const string Notifying = "import socket\n\nasync def notify(state):\n    with socket.socket(socket.{0}, socket.SOCK_DGRAM) as peer:\n        peer.connect('/run/notify')\n        peer.sendall(state)\n";

    [Theory]
    [InlineData("shop/orders.py", 1)]
    // A command has its event loop to itself.
    [InlineData("shop/cli/orders.py", 0)]
    // A migration runs once.
    [InlineData("shop/alembic/versions/orders.py", 0)]
    public void Commands_and_migrations_wait_alone(string path, int findings) => Assert.Equal(findings, FindingsIn(path, Sleeping));

    [Fact]
    public void A_command_that_starts_tasks_does_not_wait_alone() =>
        Assert.Equal(1, FindingsIn("shop/cli/orders.py", Sleeping + "\nasync def poll_all(sources):\n    await asyncio.gather(*map(poll, sources))\n"));

    [Theory]
    [InlineData("AF_INET", 2)]
    // The other end is on the same machine.
    [InlineData("AF_UNIX", 0)]
    public void Sockets_of_the_same_machine_take_what_they_are_sent(string family, int findings) =>
        Assert.Equal(findings, FindingsIn("shop/notify.py", Notifying.Replace("{0}", family, StringComparison.Ordinal)));

    private static int FindingsIn(string path, string source)
    {
        var rule = RuleCatalog.Python.Single(rule => rule.Info.Name == "py-blocking-in-async");
        var options = new AnalysisOptions(false, false, _ => null, (_, _) => false, new DateOnly(2026, 1, 1));
        return new FileAnalyzer(new RuleEngine([rule]), options).Analyze(path, SourceText.From(source), new ProjectIndex([path], _ => null)).Findings.Count;
    }
}
