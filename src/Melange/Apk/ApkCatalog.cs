using Wolfictl.Melange.Planning;

namespace Wolfictl.Melange.Apk;

/// <summary>What stands in one or more repositories, by architecture.</summary>
public sealed class ApkCatalog : IApkCatalog
{
    private readonly Dictionary<string, List<ApkIndex>> _indexes = new(StringComparer.Ordinal);

    /// <summary>Adds what a repository has for an architecture.</summary>
    /// <param name="architecture">melange's name of the architecture.</param>
    /// <param name="index">The repository's index for it.</param>
    public void Add(string architecture, ApkIndex index)
    {
        ArgumentNullException.ThrowIfNull(index);
        if (!_indexes.TryGetValue(architecture, out var indexes))
        {
            _indexes[architecture] = indexes = [];
        }

        indexes.Add(index);
    }

    /// <inheritdoc/>
    public bool Contains(string architecture, string apkFileName) =>
        _indexes.TryGetValue(architecture, out var indexes) && indexes.Exists(index => index.Contains(apkFileName));
}
