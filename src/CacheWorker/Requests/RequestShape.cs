using Wolfictl.CacheWorker.Storing;
using Wolfictl.Contracts;
using Wolfictl.Hosting.Messaging;

namespace Wolfictl.CacheWorker.Requests;

/// <summary>What every request must look like, whoever sent it. Types have refused most by now; left are what JSON can leave out and what has no type of its own.</summary>
internal static class RequestShape
{
    private const int MostPackages = 20_000;
    private const int MostSources = 50_000;
    private const int LongestUri = 8192;

    /// <exception cref="RefusedRequestException">Names the field and what is wrong with it; the message is parked.</exception>
    public static void Check(CacheRequested request)
    {
        ArgumentNullException.ThrowIfNull(request);
        Require(request.RequestId != default, "requestId is missing");
        List(request.Packages, "packages", MostPackages);
        List(request.Architectures, "architectures", Architectures.All.Count);
        List(request.Sources, "sources", MostSources);
        Require(request.SourceBundle is not null || request.Sources.Count > 0, "it has neither sourceBundle nor sources: nothing is asked for");
        Require(request.SourceBundle != default(DigestReference), "sourceBundle is empty");
        Require(request.SourceBundle is not null || request.Packages.Count == 0, "it names packages, but no sourceBundle that has them");
        Require(request.Packages.All(p => p != default), "packages holds an empty name");
        Require(request.Architectures.All(a => a != Architecture.Unknown), "architectures holds an unknown one: expected x86_64 (amd64) or aarch64 (arm64)");
        Require(
            DigestReference.TryParse($"{request.BundleRepository}@sha256:{new string('0', 64)}", null, out _),
            $"bundleRepository '{Shown.Text(request.BundleRepository)}' is no repository (registry/repository, without tag)");
        for (var i = 0; i < request.Sources.Count; i++)
        {
            Check(request.Sources[i], i);
        }
    }

    private static void Check(SourceToCache? source, int index)
    {
        Require(source is { Uri.Length: > 0 and <= LongestUri }, $"sources[{index}].uri is missing, or has more than {LongestUri} characters");
        Require(
            Uri.TryCreate(source!.Uri, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri!.IdnHost.Length > 0,
            $"sources[{index}].uri '{Shown.Uri(source.Uri)}' is no http:// or https:// URI");
        try
        {
            SourceChecksums.Create(source.Sha256, source.Sha512);
        }
        catch (ChecksumException e)
        {
            throw Refused($"sources[{index}] ({Shown.Uri(source.Uri)}): {e.Message}");
        }
    }

    private static void List<T>(IReadOnlyList<T> list, string name, int most) => Require(list.Count <= most, $"{name} has {list.Count} entries; {most} at most");

    private static void Require(bool ok, string problem)
    {
        if (!ok)
        {
            throw Refused(problem);
        }
    }

    private static RefusedRequestException Refused(string problem) => new($"The request is refused: {problem}.");
}
