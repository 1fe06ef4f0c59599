namespace Wolfictl.CacheWorker.Fetching;

/// <summary>Somewhere a source may be had.</summary>
/// <param name="Uri">Its address, without userinfo.</param>
/// <param name="IsMirror">Whether the operator named it.</param>
internal sealed record Place(Uri Uri, bool IsMirror)
{
    /// <summary>How a message names it.</summary>
    public string Name => Shown.Uri(Uri.AbsoluteUri);
}
