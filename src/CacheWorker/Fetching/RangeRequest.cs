namespace Wolfictl.CacheWorker.Fetching;

/// <summary>Asks for the rest of a file, if it is still the same one.</summary>
/// <param name="From">The first byte wanted.</param>
/// <param name="Validator">What <c>If-Range</c> says: a strong entity tag or a date.</param>
internal sealed record RangeRequest(long From, string Validator);
