using Wolfictl.Melange.Sources;

namespace Wolfictl.CacheWorker.Coverage;

/// <summary>A source that no cache of files can hold.</summary>
/// <param name="Kind">How builds get it.</param>
/// <param name="Uri">Where it is.</param>
/// <param name="WantedBy">The packages that want it.</param>
public sealed record UncoveredSource(SourceKind Kind, string Uri, IReadOnlyList<string> WantedBy)
{
    /// <summary>Why, for people.</summary>
    public string Reason => Kind == SourceKind.GitCheckout ? "git-checkout: a clone is no file" : "expected-none: without a checksum nothing tells that a file is the right one";

    /// <summary>Where it is as a person may see it: bounded, without control characters and userinfo.</summary>
    public string ShownUri => Shown.Uri(Uri);

    /// <summary>Where it is for programs, without userinfo.</summary>
    public string PublicUri => Shown.WithoutUserInfo(Uri);
}
