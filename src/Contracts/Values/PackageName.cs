using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Wolfictl.Contracts;

/// <summary>The name of a package: a letter or digit, then at most 63 of letters, digits, <c>+ . _ -</c>. Safe as an argument of make.</summary>
[JsonConverter(typeof(ParsableStringConverter<PackageName>))]
public readonly partial record struct PackageName : IParsable<PackageName>
{
    private readonly string? _value;

    private PackageName(string value) => _value = value;

    /// <summary>The name itself.</summary>
    public string Value => _value ?? "";

    /// <inheritdoc />
    public static PackageName Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var name)
            ? name
            : throw new FormatException($"'{Shown.Of(s)}' is no package name: expected a letter or digit, then at most 63 of letters, digits, '+', '.', '_', '-'.");

    /// <inheritdoc />
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out PackageName result)
    {
        var ok = s is not null && Pattern().IsMatch(s);
        result = ok ? new PackageName(s!) : default;
        return ok;
    }

    /// <inheritdoc />
    public override string ToString() => Value;

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9+._-]{0,63}\z")]
    private static partial Regex Pattern();
}
