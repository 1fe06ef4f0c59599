using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Wolfictl.Contracts;

/// <summary>
/// An amount as Kubernetes writes it (resource.Quantity): a decimal number and one of <c>m</c>, <c>k M G T P E</c>, <c>Ki Mi Gi Ti Pi Ei</c>, or an exponent. More than 0, less than 2^63.
/// Kept as it was written; equal where <see cref="Value"/> is: <c>1</c> and <c>1000m</c>.
/// </summary>
[JsonConverter(typeof(ParsableStringConverter<Quantity>))]
public readonly partial record struct Quantity : IParsable<Quantity>
{
    private static readonly (string Suffix, decimal Factor)[] Suffixes =
    [
        ("Ki", 1L << 10), ("Mi", 1L << 20), ("Gi", 1L << 30), ("Ti", 1L << 40), ("Pi", 1L << 50), ("Ei", 1L << 60),
        ("m", 0.001m), ("k", 1e3m), ("M", 1e6m), ("G", 1e9m), ("T", 1e12m), ("P", 1e15m), ("E", 1e18m), ("", 1m),
    ];

    private readonly string? _text;

    private Quantity(string text, decimal value)
    {
        _text = text;
        Value = value;
    }

    /// <summary>The amount in base units: processors, bytes.</summary>
    public decimal Value { get; }

    /// <inheritdoc />
    public static Quantity Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var quantity)
            ? quantity
            : throw new FormatException($"'{Shown.Of(s)}' is no quantity above 0: expected a number as Kubernetes writes it, such as 4, 500m, 12Gi.");

    /// <inheritdoc />
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Quantity result)
    {
        result = default;
        if (s is not { Length: <= 32 } || !Pattern().IsMatch(s))
        {
            return false;
        }

        var (suffix, factor) = Suffixes.First(x => s.EndsWith(x.Suffix, StringComparison.Ordinal));
        const NumberStyles Styles = NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent | NumberStyles.AllowLeadingSign;
        if (!decimal.TryParse(s.AsSpan(0, s.Length - suffix.Length), Styles, CultureInfo.InvariantCulture, out var number) || number <= 0 || number > long.MaxValue / factor)
        {
            return false;
        }

        result = new Quantity(s, number * factor);
        return true;
    }

    /// <summary>The same amount, however it is written.</summary>
    public bool Equals(Quantity other) => Value == other.Value;

    /// <inheritdoc />
    public override int GetHashCode() => Value.GetHashCode();

    /// <inheritdoc />
    public override string ToString() => _text ?? "";

    // The runtime's own parser would also take NUL at the end.
    [GeneratedRegex(@"\A\+?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+|[KMGTPE]i|[mkMGTPE])?\z")]
    private static partial Regex Pattern();
}
