using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Wolfictl.Oci.Bundles;

/// <summary>One commit object: its id and content (git's <c>cat-file commit</c>).</summary>
internal sealed record GitCommit
{
    private const string EmptyTree = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

    /// <summary>40 (sha1) or 64 (sha256) hexadecimal digits.</summary>
    public required string Id { get; init; }

    public required byte[] Content { get; init; }

    public required DateTimeOffset CommittedAt { get; init; }

    /// <summary>The object as it is hashed and stored: <c>commit SIZE\0CONTENT</c>.</summary>
    public byte[] LooseObject => WithHeader(Content);

    /// <summary>A commit that stands in where there is none.</summary>
    public static GitCommit Synthetic(DateTimeOffset date)
    {
        var seconds = date.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var content = Encoding.UTF8.GetBytes(
            $"tree {EmptyTree}\nauthor wolfictl <wolfictl@localhost> {seconds} +0000\ncommitter wolfictl <wolfictl@localhost> {seconds} +0000\n\nA directory without a repository\n");
        return new GitCommit { Id = IdOf(content, 40), Content = content, CommittedAt = date };
    }

    /// <summary>Reads a commit object, and checks that it is the one named <paramref name="id"/>; null when it is not.</summary>
    public static GitCommit? Parse(string id, byte[] content)
    {
        if (id.Length is not (40 or 64) || IdOf(content, id.Length) != id)
        {
            return null;
        }

        // Headers end at the first empty line; "committer NAME <MAIL> SECONDS ZONE".
        foreach (var line in Encoding.Latin1.GetString(content).Split('\n').TakeWhile(line => line.Length > 0))
        {
            if (line.StartsWith("committer ", StringComparison.Ordinal))
            {
                var words = line.Split(' ');
                return words.Length >= 3 && long.TryParse(words[^2], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < 253402300800
                    ? new GitCommit { Id = id, Content = content, CommittedAt = DateTimeOffset.FromUnixTimeSeconds(seconds) }
                    : null;
            }
        }

        return null;
    }

    private static byte[] WithHeader(byte[] content) => [.. Encoding.ASCII.GetBytes($"commit {content.Length}\0"), .. content];

    private static string IdOf(byte[] content, int length)
    {
        // git's object ids are sha1 where a repository says nothing else; nothing is secured by it here.
#pragma warning disable CA5350
        return Convert.ToHexStringLower(length == 40 ? SHA1.HashData(WithHeader(content)) : SHA256.HashData(WithHeader(content)));
#pragma warning restore CA5350
    }
}
