namespace Wolfictl.Oci.Bundles;

/// <summary>What every image of ours says about itself.</summary>
public static class BundleAnnotations
{
    private const int MaxPackagesText = 4096;

    /// <summary>The annotations (<see cref="AnnotationKeys"/>).</summary>
    /// <param name="created">When it was made, as far as its digest may tell.</param>
    /// <param name="version">The wolfictl version that made it.</param>
    /// <param name="packages">The packages asked for; empty for all. A long list is cut.</param>
    /// <param name="revision">The commit; null for none.</param>
    public static Dictionary<string, string> Of(DateTimeOffset created, string version, IReadOnlyList<string>? packages = null, string? revision = null)
    {
        var annotations = new Dictionary<string, string>
        {
            [AnnotationKeys.Created] = Text.Time(created),
            [AnnotationKeys.WolfictlVersion] = version,
        };
        if (packages is { Count: > 0 })
        {
            var text = string.Join(',', packages);
            annotations[AnnotationKeys.Packages] = text.Length <= MaxPackagesText ? text : text[..text.LastIndexOf(',', MaxPackagesText)] + ",…";
        }

        if (revision is not null)
        {
            annotations[AnnotationKeys.Revision] = revision;
        }

        return annotations;
    }
}
