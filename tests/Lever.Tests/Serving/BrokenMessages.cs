using System.Text;
using Lever.Experiments.Statistics;

namespace Lever.Tests.Serving;

/// <summary>Messages of the protocol that something is wrong with: bytes changed, values of other types, parts left out or doubled, or nothing like a message at all.</summary>
/// <param name="outside">A path that the server must not open.</param>
internal sealed class BrokenMessages(ulong seed, string outside)
{
    private static readonly string[] values =
    [
        "null", "true", "-1", "1e999", "123456789012345678901234567890", "\"\"", "[]", "{}", "[null]", "{\"a\":{}}", "\"\\u0000\"", "\"\\ud800\"", "\"..\"", "\"/\"", "\"lever://rules/..\"", "\"py-*\"", "\"0\"", "[\"x\",3]",
    ];

    private readonly SeededRandom random = new(seed);

    private readonly string[] messages =
    [
        """{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{}}""",
        """{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"review","arguments":{"paths":["pkg"],"profiles":["cpu.folded"],"goal":"latency=300ms","answers":{"size:a":"3"},"ask":true},"_meta":{"progressToken":"p"}}}""",
        """{"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"finding","arguments":{"finding":"pkg/unique.py:4"}}}""",
        """{"jsonrpc":"2.0","id":4,"method":"tools/call","params":{"name":"explain","arguments":{"name":"tier"}}}""",
        """{"jsonrpc":"2.0","id":5,"method":"tools/call","params":{"name":"estimate","arguments":{"expression":"n*py.call + 2","sizes":["n=3"]}}}""",
        """{"jsonrpc":"2.0","id":6,"method":"tools/call","params":{"name":"profile_add","arguments":{"path":"cpu.folded"}}}""",
        """{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"profile_query","arguments":{"profile":"cpu.folded","view":"callers","function":"unique","limit":3,"order":"self"}}}""",
        """{"jsonrpc":"2.0","id":8,"method":"tools/call","params":{"name":"prove","arguments":{"finding":"abcdef123456","budget":"1s","sweep":"n=4","agree":["order"],"inputs":"cpu.folded"}}}""",
        """{"jsonrpc":"2.0","id":9,"method":"tools/call","params":{"name":"proof","arguments":{"name":"abcdef","cursor":"MTpw"}}}""",
        """{"jsonrpc":"2.0","id":10,"method":"tools/call","params":{"name":"apply","arguments":{"finding":"pkg/unique.py:4","require":"proven-isolated","confirm":true}}}""",
        """{"jsonrpc":"2.0","id":11,"method":"resources/read","params":{"uri":"lever://rules/py-membership-in-grown-list"}}""",
        """{"jsonrpc":"2.0","id":12,"method":"resources/read","params":{"uri":"lever://proofs/x"}}""",
        """{"jsonrpc":"2.0","id":13,"method":"prompts/get","params":{"name":"review","arguments":{"paths":"pkg"}}}""",
        """{"jsonrpc":"2.0","id":14,"method":"resources/templates/list"}""",
        """{"jsonrpc":"2.0","id":15,"method":"completion/complete","params":{"ref":{"type":"ref/prompt","name":"review"},"argument":{"name":"paths","value":"p"}}}""",
        """{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":2,"reason":"x"}}""",
        """{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":"p","progress":3}}""",
        """{"jsonrpc":"2.0","id":16,"method":"logging/setLevel","params":{"level":"debug"}}""",
        """{"jsonrpc":"2.0","id":17,"result":{"action":"accept","content":{"answer":true}}}""",
        """{"jsonrpc":"2.0","id":18,"error":{"code":-32000,"message":"x"}}""",
        """{"jsonrpc":"2.0","id":19,"method":"initialize","params":{"protocolVersion":"1999-01-01","capabilities":{"elicitation":{}},"clientInfo":{"name":"x","version":"1"}}}""",
    ];

    public static byte[] Initialize { get; } =
        """{"jsonrpc":"2.0","id":"first","method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"broken","version":"1"}}}"""u8.ToArray();

    /// <summary>One line without its break.</summary>
    public byte[] Next()
    {
        var message = messages[Below(messages.Length)];
        var bytes = Below(8) switch
        {
            0 => Encoding.UTF8.GetBytes(message[..Below(message.Length)]),
            1 => Changed(Encoding.UTF8.GetBytes(message)),
            2 => Encoding.UTF8.GetBytes(WithValue(message, values[Below(values.Length)])),
            3 => Encoding.UTF8.GetBytes(WithValue(message, $"\"{outside}\"")),
            4 => Encoding.UTF8.GetBytes(WithValue(message, string.Concat(Enumerable.Repeat("[", 1 + Below(5000))))),
            5 => Encoding.UTF8.GetBytes(WithValue(message, $"\"{new string('y', Below(50_000))}\"")),
            6 => Encoding.UTF8.GetBytes($"[{message},{messages[Below(messages.Length)]}]"),
            _ => Noise(),
        };
        return [.. bytes.Where(value => value is not (byte)'\n')];
    }

    /// <summary>The message with one of its values, or one of its names, replaced.</summary>
    private string WithValue(string message, string value)
    {
        var colons = Enumerable.Range(0, message.Length).Where(at => message[at] == ':' && message[at - 1] == '"').ToList();
        var start = colons[Below(colons.Count)] + 1;
        var end = message.IndexOfAny([',', '}'], start);
        return message[..start] + value + message[end..];
    }

    private byte[] Changed(byte[] message)
    {
        for (var times = 1 + Below(4); times > 0; times--) message[Below(message.Length)] = (byte)Below(256);
        return message;
    }

    private byte[] Noise() => [.. Enumerable.Range(0, Below(200)).Select(_ => (byte)Below(256))];

    private int Below(int bound) => bound == 0 ? 0 : (int)(random.Uniform() * bound);
}
