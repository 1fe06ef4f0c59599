using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Wolfictl.Contracts;

/// <summary>
/// Names one request: a UUID version 7 (RFC 9562) made by whoever submits, printed at once, taken by every command, and the message id on the wire.
/// Written as 36 lower-case characters.
/// </summary>
[JsonConverter(typeof(ParsableStringConverter<RequestId>))]
public readonly record struct RequestId(Guid Value) : IParsable<RequestId>
{
    /// <summary>A new id, in the order of time.</summary>
    public static RequestId New(TimeProvider? clock = null) => new(Guid.CreateVersion7((clock ?? TimeProvider.System).GetUtcNow()));

    /// <inheritdoc />
    public static RequestId Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var id) ? id : throw new FormatException($"'{Shown.Of(s)}' is no request id: expected a UUID such as 01890a5d-ac96-774b-bcce-b302099a8057.");

    /// <inheritdoc />
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out RequestId result)
    {
        // By itself Guid also takes spaces around it, and signs within.
        var value = Guid.Empty;
        var ok = s is { Length: 36 } && s.All(c => char.IsAsciiHexDigit(c) || c == '-') && Guid.TryParseExact(s, "D", out value) && value != Guid.Empty;
        result = new RequestId(ok ? value : Guid.Empty);
        return ok;
    }

    /// <inheritdoc />
    public override string ToString() => Value.ToString("D");
}
