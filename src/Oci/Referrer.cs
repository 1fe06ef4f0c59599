namespace Wolfictl.Oci;

/// <summary>Describes a manifest in a list of referrers (distribution-spec 1.1, Listing Referrers).</summary>
internal static class Referrer
{
    /// <summary>The descriptor that the list holds, or null when the manifest's subject is not <paramref name="subject"/>.</summary>
    public static Descriptor? Of(ManifestContent content, Digest subject) => Read(content) is var (found, descriptor) && found == subject ? descriptor : null;

    /// <summary>The subject and the descriptor, or null when the manifest has no subject.</summary>
    public static (Digest Subject, Descriptor Descriptor)? Read(ManifestContent content)
    {
        if (content.IsIndex)
        {
            var index = content.ReadIndex();
            return index.Subject is null ? null : (index.Subject.Digest, content.Descriptor with { ArtifactType = index.ArtifactType, Annotations = index.Annotations });
        }

        var manifest = content.ReadManifest();
        return manifest.Subject is null
            ? null
            : (manifest.Subject.Digest, content.Descriptor with { ArtifactType = manifest.ArtifactType ?? manifest.Config.MediaType, Annotations = manifest.Annotations });
    }
}
