namespace Wolfictl.CacheWorker.Storing;

/// <summary>What bytes hash to, lower-case hexadecimal; null where it was not computed.</summary>
internal readonly record struct Digests(string? Sha256, string? Sha512)
{
    public bool Fit(ContentName name) => name.Hex == (name.Algorithm == ChecksumAlgorithm.Sha256 ? Sha256 : Sha512);
}
