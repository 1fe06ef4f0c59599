using Wolfictl.Contracts;
using Wolfictl.Hosting.Messaging;

namespace Wolfictl.Scheduler.Builds;

/// <summary>What every request must look like, whoever sent it. Types have refused most by now; left are what JSON can leave out and what has no type of its own.</summary>
internal static class RequestShape
{
    private const int MostPackages = 20_000;
    private const int MostWords = 200;

    /// <exception cref="RefusedRequestException">Names the field and what is wrong with it; the message is parked.</exception>
    public static void Check(BuildRequested request)
    {
        Require(request.RequestId != default, "requestId is missing");
        Require(request.SourceBundle != default, "sourceBundle is missing");
        List(request.Packages, "packages", MostPackages);
        List(request.Architectures, "architectures", Architectures.All.Count);
        List(request.Repositories, "repositories", MostWords);
        List(request.Keyring, "keyring", MostWords);
        List(request.MelangeBuildOptions, "melangeBuildOptions", MostWords);
        List(request.Plan, "plan", Architectures.All.Count);
        Require(request.Packages.All(p => p != default), "packages holds an empty name");
        Require(request.Plan.All(p => p is not null && p.Digest is { Length: 64 } digest && digest.All(char.IsAsciiHexDigitLower)), "plan holds an entry without a digest of 64 hexadecimal digits");
        Require(request.Architectures.All(a => a != Architecture.Unknown), "architectures holds an unknown one: expected x86_64 (amd64) or aarch64 (arm64)");
        Require(request.Profile is null or { Length: > 0 and <= 63 } && request.Profile?.Any(char.IsControl) != true, "profile is not a name of 1 to 63 characters");
        Require(
            request.OutputRepository is not { } output || DigestReference.TryParse($"{output}@sha256:{new string('0', 64)}", null, out _),
            "outputRepository is no repository (registry/repository, without tag)");
    }

    private static void List<T>(IReadOnlyList<T> list, string name, int most) => Require(list.Count <= most, $"{name} has {list.Count} entries; {most} at most");

    private static void Require(bool ok, string problem)
    {
        if (!ok)
        {
            throw new RefusedRequestException($"The request is refused: {problem}.");
        }
    }
}
