using Wolfictl.Melange.Config;

namespace Wolfictl.Melange.Planning;

/// <summary>Refuses names that no configuration is of, and says which ones were perhaps meant.</summary>
internal static class UnknownPackages
{
    /// <exception cref="UnknownPackageException">Any of the names is unknown.</exception>
    public static void Refuse(Distribution distribution, IReadOnlyList<string> names, IReadOnlyList<string> architectures)
    {
        var unknown = names.Distinct(StringComparer.Ordinal).Where(name => !distribution.Configurations.ContainsKey(name)).ToList();
        if (unknown.Count > 0)
        {
            throw new UnknownPackageException(unknown.ConvertAll(name => new UnknownPackage(
                name,
                NearestNames.Find(name, distribution.Configurations.Keys),
                architectures.Select(architecture => distribution.Graph(architecture).FindProvider(name)?.Origin).FirstOrDefault(origin => origin is not null))));
        }
    }
}
