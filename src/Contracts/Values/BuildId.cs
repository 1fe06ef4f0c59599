using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Wolfictl.Contracts;

/// <summary>Names one build: the id of the first request for it. Requests for the same content that came while it was unfinished have joined it.</summary>
[JsonConverter(typeof(ParsableStringConverter<BuildId>))]
public readonly record struct BuildId(Guid Value) : IParsable<BuildId>
{
    /// <summary>The build that <paramref name="request"/> is the first request for.</summary>
    public static BuildId Of(RequestId request) => new(request.Value);

    /// <inheritdoc />
    public static BuildId Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var id) ? id : throw new FormatException($"'{Shown.Of(s)}' is no build id: expected a UUID such as 01890a5d-ac96-774b-bcce-b302099a8057.");

    /// <inheritdoc />
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out BuildId result)
    {
        // By itself Guid also takes spaces around it, and signs within.
        var value = Guid.Empty;
        var ok = s is { Length: 36 } && s.All(c => char.IsAsciiHexDigit(c) || c == '-') && Guid.TryParseExact(s, "D", out value) && value != Guid.Empty;
        result = new BuildId(ok ? value : Guid.Empty);
        return ok;
    }

    /// <inheritdoc />
    public override string ToString() => Value.ToString("D");
}
