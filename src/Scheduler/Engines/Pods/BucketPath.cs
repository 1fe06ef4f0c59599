using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Wolfictl.Scheduler.Engines.Pods;

/// <summary>A bucket of Google Cloud Storage and a prefix in it: <c>NAME[/prefix]</c> or <c>gs://NAME[/prefix]</c>, with or without a last slash.</summary>
public readonly partial record struct BucketPath : IParsable<BucketPath>
{
    private const string Scheme = "gs://";
    private readonly string? _path;

    private BucketPath(string path) => _path = path;

    /// <inheritdoc />
    public static BucketPath Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var path)
            ? path
            : throw new FormatException($"'{Shown(s)}' is no bucket: expected NAME, NAME/prefix or gs://NAME/prefix of letters, digits and . _ ~ @ % + = : , -.");

    /// <inheritdoc />
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out BucketPath result)
    {
        result = default;
        if (s is not { Length: <= 1024 })
        {
            return false;
        }

        var path = (s.StartsWith(Scheme, StringComparison.Ordinal) ? s[Scheme.Length..] : s).TrimEnd('/');
        if (!Pattern().IsMatch(path) || path.Split('/').Any(part => part is "" or "." or ".."))
        {
            return false;
        }

        result = new BucketPath(path);
        return true;
    }

    /// <summary><c>gs://NAME[/prefix]</c>, without a last slash.</summary>
    public override string ToString() => Scheme + _path;

    private static string Shown(string? text) => text is null ? "" : new string([.. text.Take(100).Select(c => char.IsControl(c) ? '?' : c)]);

    // Bucket names: cloud.google.com/storage/docs/buckets#naming; prefixes as words that a shell will see.
    [GeneratedRegex(@"\A[a-z0-9][a-z0-9._-]{1,220}[a-z0-9](?:/[A-Za-z0-9@%+=:,._~-]+)*\z")]
    private static partial Regex Pattern();
}
