using System.Security.Cryptography;
using System.Text;
using Wolfictl.Contracts;

namespace Wolfictl.Scheduler.Builds;

/// <summary>A hash of all that shapes a build's result. Two requests of the same key, while the first is unfinished, are one build.</summary>
public static class ContentKey
{
    /// <summary>64 hexadecimal digits; a random one for a request that wants a build of its own.</summary>
    public static string Of(BuildRequested request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Force)
        {
            return Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        }

        var text = new StringBuilder();
        Add(text, "source", request.SourceBundle.Digest);
        Add(text, "cache", request.CacheBundle?.Digest ?? "");
        Add(text, "waits-for-cache", request.WaitForCache is { } wait ? (wait.Optional ? "optional" : "required") : "");
        Add(text, "packages", [.. request.Packages.Select(p => p.Value).Order(StringComparer.Ordinal).Distinct()]);
        Add(text, "architectures", [.. request.Architectures.Select(a => a.MelangeName()).Order(StringComparer.Ordinal).Distinct()]);
        Add(text, "options", request.Only ? "only" : "", request.KeepGoing ? "keep-going" : "", request.TargetFormat.ToString());
        Add(text, "profile", request.Profile ?? "", request.Cpu?.ToString() ?? "", request.Ram?.ToString() ?? "", request.OutputRepository ?? "");
        Add(text, "repositories", [.. request.Repositories.Select(w => w.Value)]);
        Add(text, "keyring", [.. request.Keyring.Select(w => w.Value)]);
        Add(text, "destination", request.DestinationRepository?.Value ?? "");
        Add(text, "melange", [.. request.MelangeBuildOptions.Select(w => w.Value)]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    // No value holds a line feed or a tab: each was parsed by its type or is checked by RequestShape.
    private static void Add(StringBuilder text, string name, params string[] values) => text.Append(name).Append('\t').AppendJoin('\t', values).Append('\n');
}
