using Wolfictl.Contracts;

namespace Wolfictl.Hosting.Tests.Messaging;

/// <summary>Messages to send.</summary>
internal static class Sample
{
    public static BuildRequested Request(params string[] packages) => new()
    {
        RequestId = RequestId.New(),
        SubmittedAt = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero),
        SourceBundle = DigestReference.Of("registry.example.org/wolfi", $"sha256:{new string('a', 64)}"),
        Packages = [.. packages.Select(p => PackageName.Parse(p))],
        Architectures = [Architecture.X86_64],
    };

    public static JobStarted Event() => new()
    {
        EventId = Guid.CreateVersion7(),
        OccurredAt = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero),
        Sequence = 2,
        BuildId = BuildId.Of(RequestId.New()),
        Architecture = Architecture.Aarch64,
        Attempt = 1,
        Engine = "local",
    };
}
