namespace Wolfictl.Oci.Registry;

/// <summary>
/// The list of referrers under a tag named for the subject (distribution-spec 1.1, Referrers Tag Schema), for registries that do not keep it themselves.
/// Two clients that add at the same moment may lose one entry, which the spec accepts.
/// </summary>
internal static class ReferrersTag
{
    public static async Task<IReadOnlyList<Descriptor>> ReadAsync(IOciRepository repository, Digest subject, CancellationToken cancellationToken)
    {
        try
        {
            var content = await repository.GetManifestAsync(TagOf(subject), cancellationToken).ConfigureAwait(false);
            return content.IsIndex ? content.ReadIndex().Manifests : [];
        }
        catch (OciException exception) when (exception.Kind == OciErrorKind.NotFound)
        {
            return [];
        }
    }

    /// <summary>Adds a manifest that was just pushed, if it has a subject.</summary>
    public static async Task EnterAsync(IOciRepository repository, ManifestContent pushed, CancellationToken cancellationToken)
    {
        if (Referrer.Read(pushed) is not var (subject, referrer))
        {
            return;
        }

        var known = await ReadAsync(repository, subject, cancellationToken).ConfigureAwait(false);
        if (known.All(d => d.Digest != referrer.Digest))
        {
            var index = new ImageIndex { Manifests = [.. known, referrer] };
            await repository.PushManifestAsync(index.ToBytes(), MediaTypes.ImageIndex, TagOf(subject), cancellationToken).ConfigureAwait(false);
        }
    }

    private static string TagOf(Digest subject) => $"{subject.Algorithm}-{subject.Hex}"[..Math.Min(128, subject.Algorithm.Length + 1 + subject.Hex.Length)];
}
