namespace Wolfictl.Melange.Config;

/// <summary>One item that a range goes over.</summary>
/// <param name="Key">What <c>range.key</c> becomes.</param>
/// <param name="Value">What <c>range.value</c> becomes.</param>
public sealed record RangeItem(string Key, string Value);
