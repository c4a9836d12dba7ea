namespace Lever.Review.Cost;

/// <summary>What the evaluator needs of a number; points and intervals have it, so that both follow one program.</summary>
internal interface ICostNumber<TSelf> where TSelf : struct, ICostNumber<TSelf>
{
    static abstract TSelf Exactly(double value);

    static abstract TSelf Add(TSelf left, TSelf right);

    static abstract TSelf Subtract(TSelf left, TSelf right);

    static abstract TSelf Multiply(TSelf left, TSelf right);

    static abstract TSelf Divide(TSelf left, TSelf right);

    static abstract TSelf Power(TSelf value, TSelf exponent);

    static abstract TSelf Least(TSelf left, TSelf right);

    static abstract TSelf Greatest(TSelf left, TSelf right);

    /// <summary>Applies a function that never falls as its argument rises.</summary>
    static abstract TSelf Rising(Func<double, double> function, TSelf value);
}

/// <summary>A single number under the interval evaluator's rules: what corner and break-even searches run on.</summary>
internal readonly record struct Point(double Value) : ICostNumber<Point>
{
    public static Point Exactly(double value) => new(value);

    public static Point Add(Point left, Point right) => new(left.Value + right.Value);

    public static Point Subtract(Point left, Point right) => new(left.Value - right.Value);

    public static Point Multiply(Point left, Point right) => new(Interval.Product(left.Value, right.Value));

    public static Point Divide(Point left, Point right) => new(left.Value / right.Value);

    public static Point Power(Point value, Point exponent) => new(Math.Pow(value.Value, exponent.Value));

    public static Point Least(Point left, Point right) => new(Math.Min(left.Value, right.Value));

    public static Point Greatest(Point left, Point right) => new(Math.Max(left.Value, right.Value));

    public static Point Rising(Func<double, double> function, Point value) => new(function(value.Value));
}

/// <summary>
/// A figure with its least and greatest plausible values. Arithmetic encloses: whatever points are taken from the
/// operands, the result of those points lies between <see cref="Low"/> and <see cref="High"/>.
/// </summary>
/// <param name="Low">Least plausible value; may be negative infinity.</param>
/// <param name="Typical">The value that single-number estimates use; not a number where it does not exist, as in 1/0.</param>
/// <param name="High">Greatest plausible value; may be infinity.</param>
public readonly record struct Interval(double Low, double Typical, double High) : ICostNumber<Interval>
{
    public bool IsExact => Low == High;

    public static Interval Exactly(double value) => new(value, value, value);

    /// <summary>Between two ends; typical is their geometric mean, as befits orders of magnitude, or the arithmetic one where an end is not positive.</summary>
    public static Interval Between(double low, double high) =>
        new(low, low > 0 ? Math.Clamp(Math.Sqrt(low) * Math.Sqrt(high), low, high) : low + (high - low) / 2, high);

    public bool Contains(double value) => Low <= value && value <= High;

    public static Interval Add(Interval left, Interval right) =>
        new(left.Low + right.Low, left.Typical + right.Typical, left.High + right.High);

    public static Interval Subtract(Interval left, Interval right) =>
        new(left.Low - right.High, left.Typical - right.Typical, left.High - right.Low);

    public static Interval Multiply(Interval left, Interval right) => OfCorners(
        Product(left.Typical, right.Typical),
        Product(left.Low, right.Low), Product(left.Low, right.High), Product(left.High, right.Low), Product(left.High, right.High));

    public static Interval Divide(Interval left, Interval right)
    {
        var typical = left.Typical / right.Typical;
        if (right.Low > 0 || right.High < 0)
            return OfCorners(typical, left.Low / right.Low, left.Low / right.High, left.High / right.Low, left.High / right.High);
        if (right.Low == 0 && right.High > 0 && left.Low >= 0) return new(left.Low / right.High, typical, double.PositiveInfinity);
        return new(double.NegativeInfinity, typical, double.PositiveInfinity);
    }

    public static Interval Power(Interval value, Interval exponent)
    {
        var typical = Math.Pow(value.Typical, exponent.Typical);
        // exp(e * ln b) takes its extremes at the corners, since e * ln b does.
        if (value.Low >= 0)
            return OfCorners(
                typical,
                Math.Pow(value.Low, exponent.Low), Math.Pow(value.Low, exponent.High),
                Math.Pow(value.High, exponent.Low), Math.Pow(value.High, exponent.High));
        var isWholePower = exponent.IsExact && double.IsInteger(exponent.Low) && exponent.Low >= 0;
        if (!isWholePower) return new(double.NegativeInfinity, typical, double.PositiveInfinity);
        var low = Math.Pow(value.Low, exponent.Low);
        var high = Math.Pow(value.High, exponent.Low);
        var isEven = exponent.Low % 2 == 0;
        return isEven && value.High > 0 && exponent.Low > 0
            ? new(0, typical, Math.Max(low, high))
            : new(Math.Min(low, high), typical, Math.Max(low, high));
    }

    public static Interval Least(Interval left, Interval right) =>
        new(Math.Min(left.Low, right.Low), Math.Min(left.Typical, right.Typical), Math.Min(left.High, right.High));

    public static Interval Greatest(Interval left, Interval right) =>
        new(Math.Max(left.Low, right.Low), Math.Max(left.Typical, right.Typical), Math.Max(left.High, right.High));

    static Interval ICostNumber<Interval>.Rising(Func<double, double> function, Interval value) =>
        new(function(value.Low), function(value.Typical), function(value.High));

    /// <summary>Zero times anything is zero here, an unbounded end included: no operations cost nothing.</summary>
    internal static double Product(double left, double right) => left == 0 || right == 0 ? 0 : left * right;

    private static Interval OfCorners(double typical, double a, double b, double c, double d) =>
        new(Math.Min(Math.Min(a, b), Math.Min(c, d)), typical, Math.Max(Math.Max(a, b), Math.Max(c, d)));
}
