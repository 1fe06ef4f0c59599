namespace Wolfictl.Melange.Apk;

/// <summary>What stands in a repository for one architecture: its <c>APKINDEX.tar.gz</c>.</summary>
public sealed class ApkIndex
{
    private readonly HashSet<string> _files;

    internal ApkIndex(IReadOnlyList<ApkIndexEntry> entries, string description, string? signedBy)
    {
        Entries = entries;
        Description = description;
        SignedBy = signedBy;
        _files = new HashSet<string>(entries.Count, StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            _files.Add(entry.ApkFileName);
        }
    }

    /// <summary>The packages, in the order of the index.</summary>
    public IReadOnlyList<ApkIndexEntry> Entries { get; }

    /// <summary>The index's own description; empty where it has none.</summary>
    public string Description { get; }

    /// <summary>The name of the key whose signature was verified; null where no keys were given.</summary>
    public string? SignedBy { get; }

    /// <summary>Whether it lists a file.</summary>
    /// <param name="apkFileName"><c>&lt;name&gt;-&lt;version&gt;-r&lt;epoch&gt;.apk</c>.</param>
    public bool Contains(string apkFileName) => _files.Contains(apkFileName);

    /// <summary>Reads an index, signed or not.</summary>
    /// <param name="stream">Its bytes.</param>
    /// <param name="keys">Keys of which one must have signed it; null to take it unverified.</param>
    /// <param name="limits">How large it may be; null for the defaults.</param>
    /// <exception cref="ApkIndexException">It cannot be read, is too large, or is not signed by one of the keys.</exception>
    public static ApkIndex Read(Stream stream, IReadOnlyList<ApkKey>? keys = null, ApkIndexLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        limits ??= new ApkIndexLimits();
        var bytes = ReadAll(stream, limits.CompressedBytes);
        try
        {
            var signatures = SignatureMember.Read(bytes, out var signed);
            var signedBy = keys is null ? null : SignatureMember.Verify(signatures, bytes.AsSpan(signed), keys);
            return new IndexReader(limits, signedBy).Read(bytes, signed);
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw new ApkIndexException($"This is not an APKINDEX.tar.gz: {e.Message}", e);
        }
    }

    private static byte[] ReadAll(Stream stream, int most)
    {
        using var all = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int count;
        while ((count = stream.Read(buffer)) > 0)
        {
            if (all.Length + count > most)
            {
                throw new ApkIndexException($"The index has more than {most} bytes.");
            }

            all.Write(buffer, 0, count);
        }

        return all.ToArray();
    }
}
