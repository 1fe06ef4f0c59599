namespace Wolfictl.Melange.Apk;

/// <summary>One part of a version.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">Its digits, letter, suffix name or hash.</param>
internal sealed record VersionPart(VersionPartKind Kind, string Value)
{
    private static readonly string[] BeforeRelease = ["alpha", "beta", "pre", "rc"];
    private static readonly string[] AfterRelease = ["cvs", "svn", "git", "hg", "p"];

    public static VersionPart End { get; } = new(VersionPartKind.End, "");

    public bool IsBeforeRelease => Kind == VersionPartKind.Suffix && Array.IndexOf(BeforeRelease, Value) >= 0;

    /// <summary>What equal parts have in common: numbers are equal however many zeros lead them, except between dots.</summary>
    public string Significant => Kind is VersionPartKind.FirstNumber or VersionPartKind.SuffixNumber or VersionPartKind.Revision ? Value.TrimStart('0') : Value;

    public static bool IsSuffix(string name) => Array.IndexOf(BeforeRelease, name) >= 0 || Array.IndexOf(AfterRelease, name) >= 0;

    /// <summary>Compares two parts of one kind.</summary>
    public static int Compare(VersionPart left, VersionPart right) => left.Kind switch
    {
        VersionPartKind.Suffix => Rank(left.Value).CompareTo(Rank(right.Value)),
        VersionPartKind.Letter or VersionPartKind.Hash => string.CompareOrdinal(left.Value, right.Value),

        // As Gentoo does it: with a leading zero, 1.05 is before 1.1.
        VersionPartKind.Number when left.Value[0] == '0' || right.Value[0] == '0' => string.CompareOrdinal(left.Value, right.Value),
        _ => CompareNumbers(left.Value.TrimStart('0'), right.Value.TrimStart('0')),
    };

    private static int CompareNumbers(string left, string right) =>
        left.Length != right.Length ? left.Length.CompareTo(right.Length) : string.CompareOrdinal(left, right);

    private static int Rank(string suffix) =>
        Array.IndexOf(BeforeRelease, suffix) is var before and >= 0 ? before - BeforeRelease.Length : Array.IndexOf(AfterRelease, suffix) + 1;
}
