using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Wolfictl.Contracts;

/// <summary>
/// A word that make and a shell will see (a melange option, a repository, a keyring): 1 to 1,024 of letters, digits and <c>@ % + = : , . / _ ~ -</c>.
/// Nothing in it can be expanded, split or quoted.
/// </summary>
[JsonConverter(typeof(ParsableStringConverter<MakeWord>))]
public readonly partial record struct MakeWord : IParsable<MakeWord>
{
    private readonly string? _value;

    private MakeWord(string value) => _value = value;

    /// <summary>The word itself.</summary>
    public string Value => _value ?? "";

    /// <inheritdoc />
    public static MakeWord Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var word)
            ? word
            : throw new FormatException($"'{Shown.Of(s)}' is refused: make and a shell will see it, so only letters, digits and @ % + = : , . / _ ~ - are taken, 1,024 at most.");

    /// <inheritdoc />
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out MakeWord result)
    {
        var ok = s is { Length: <= 1024 } && Pattern().IsMatch(s);
        result = ok ? new MakeWord(s!) : default;
        return ok;
    }

    /// <inheritdoc />
    public override string ToString() => Value;

    [GeneratedRegex(@"\A[A-Za-z0-9@%+=:,./_~-]+\z")]
    private static partial Regex Pattern();
}
