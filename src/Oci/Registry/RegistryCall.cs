namespace Wolfictl.Oci.Registry;

/// <summary>One request, described so that it can be sent more than once.</summary>
internal sealed record RegistryCall(HttpMethod Method, Uri Uri, RegistryAccess Access)
{
    /// <summary>Media types for <c>Accept</c>.</summary>
    public IReadOnlyList<string> Accept { get; init; } = [];

    /// <summary>Makes the body for each attempt; it tells the timer when bytes move.</summary>
    public Func<IdleTimer, HttpContent>? Content { get; init; }

    /// <summary>The first byte that is wanted of a blob; 0 asks for the whole.</summary>
    public long From { get; init; }

    /// <summary>False when the caller repeats by itself, as uploads do.</summary>
    public bool Retry { get; init; } = true;
}
