namespace Lever.Tests.Profiles;

/// <summary>Damages files as disks, networks and attackers do.</summary>
internal static class Damage
{
    /// <summary>How many damaged copies of a sample are read: three hundred in every run, more where LEVER_MUTATIONS asks for them.</summary>
    public static int Rounds { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("LEVER_MUTATIONS"), out var rounds) ? rounds : 300;

    public static byte[] Mutate(byte[] original, Random random)
    {
        var bytes = (byte[])original.Clone();
        if (bytes.Length == 0) return bytes;
        for (var times = random.Next(1, 4); times > 0 && bytes.Length > 0; times--)
        {
            var at = random.Next(bytes.Length);
            switch (random.Next(7))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    bytes = bytes[..at];
                    break;
                case 3:
                    bytes = [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + random.Next(1, 40))..]];
                    break;
                case 4:
                    var from = random.Next(bytes.Length);
                    bytes = [.. bytes[..at], .. bytes[from..Math.Min(bytes.Length, from + random.Next(1, 400))], .. bytes[at..]];
                    break;
                case 5:
                    // Lengths and counts of all ones.
                    for (var i = at; i < Math.Min(bytes.Length, at + 4); i++) bytes[i] = (byte)(i == at + 3 ? 0x7f : 0xff);
                    break;
                default:
                    byte[] word = random.Next(6) switch
                    {
                        0 => "99999999999999999999"u8.ToArray(),
                        1 => "-1"u8.ToArray(),
                        2 => "1e999"u8.ToArray(),
                        3 => "[[[[{{{{"u8.ToArray(),
                        4 => "\";;;;\n"u8.ToArray(),
                        _ => "\\ud800\u00ff"u8.ToArray(),
                    };
                    bytes = [.. bytes[..at], .. word, .. bytes[at..]];
                    break;
            }
        }
        return bytes;
    }
}
