namespace Wolfictl.Melange.Apk;

/// <summary>
/// A version as apk-tools reads and orders it: <c>number{.number}[letter]{_suffix[number]}[~hash][-rN]</c>
/// (spec/melange.md, "apk versions"; apk-tools 3, version.c).
/// </summary>
public sealed class ApkVersion : IComparable<ApkVersion>, IEquatable<ApkVersion>
{
    private readonly VersionPart[] _parts;

    private ApkVersion(string text, VersionPart[] parts)
    {
        Text = text;
        _parts = parts;
    }

    /// <summary>The version as written.</summary>
    public string Text { get; }

    /// <summary>Reads a version; false where it is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="version">The version.</param>
    public static bool TryParse(string? text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out ApkVersion? version)
    {
        version = text is not null && VersionParser.Parse(text) is { } parts ? new ApkVersion(text, parts) : null;
        return version is not null;
    }

    /// <summary>Reads a version.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">It is none.</exception>
    public static ApkVersion Parse(string text) =>
        TryParse(text, out var version) ? version : throw new FormatException($"\"{text}\" is not a version that apk knows.");

    /// <summary>Less than, equal to or greater than zero, as <paramref name="left"/> is older than, the same as or newer than <paramref name="right"/>.</summary>
    /// <param name="left">A version.</param>
    /// <param name="right">A version.</param>
    public static int Compare(ApkVersion left, ApkVersion right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        var i = 0;
        while (left.At(i).Kind == right.At(i).Kind && left.At(i).Kind != VersionPartKind.End)
        {
            var order = VersionPart.Compare(left.At(i), right.At(i));
            if (order != 0)
            {
                return order;
            }

            i++;
        }

        var (a, b) = (left.At(i), right.At(i));
        if (a.Kind == b.Kind)
        {
            return 0;
        }

        // What goes on is newer, unless it goes on as something before a release.
        return a.IsBeforeRelease ? -1
            : b.IsBeforeRelease ? 1
            : a.Kind > b.Kind ? -1 : 1;
    }

    /// <inheritdoc/>
    public int CompareTo(ApkVersion? other) => other is null ? 1 : Compare(this, other);

    /// <inheritdoc/>
    public bool Equals(ApkVersion? other) => other is not null && Compare(this, other) == 0;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ApkVersion);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var part in _parts)
        {
            hash.Add(part.Kind);
            hash.Add(part.Significant, StringComparer.Ordinal);
        }

        return hash.ToHashCode();
    }

    /// <summary>The version as written.</summary>
    public override string ToString() => Text;

    /// <summary>Whether <paramref name="left"/> is the same as <paramref name="right"/>.</summary>
    public static bool operator ==(ApkVersion? left, ApkVersion? right) => left?.Equals(right) ?? right is null;

    /// <summary>Whether <paramref name="left"/> is not the same as <paramref name="right"/>.</summary>
    public static bool operator !=(ApkVersion? left, ApkVersion? right) => !(left == right);

    /// <summary>Whether <paramref name="left"/> is older than <paramref name="right"/>.</summary>
    public static bool operator <(ApkVersion left, ApkVersion right) => Compare(left, right) < 0;

    /// <summary>Whether <paramref name="left"/> is newer than <paramref name="right"/>.</summary>
    public static bool operator >(ApkVersion left, ApkVersion right) => Compare(left, right) > 0;

    /// <summary>Whether <paramref name="left"/> is not newer than <paramref name="right"/>.</summary>
    public static bool operator <=(ApkVersion left, ApkVersion right) => Compare(left, right) <= 0;

    /// <summary>Whether <paramref name="left"/> is not older than <paramref name="right"/>.</summary>
    public static bool operator >=(ApkVersion left, ApkVersion right) => Compare(left, right) >= 0;

    private VersionPart At(int index) => index < _parts.Length ? _parts[index] : VersionPart.End;
}
