using Wolfictl.CacheWorker.Requests;
using Wolfictl.Contracts;
using Wolfictl.Hosting.Messaging;

namespace Wolfictl.CacheWorker.Tests.Requests;

public sealed class RequestShapeTests
{
    private static readonly string Sha256 = new('a', 64);

    public static TheoryData<string, string, string?, string?, string> BadSources => new()
    {
        { "relative", "a/b", Sha256, null, "sources[0].uri 'a/b'" },
        { "ftp", "ftp://example.org/a", Sha256, null, "http://" },
        { "file", "file:///etc/passwd", Sha256, null, "http://" },
        { "no checksum", "https://example.org/a", null, null, "no checksum" },
        { "short", "https://example.org/a", "abc", null, "64 hexadecimal digits" },
        { "no digits", "https://example.org/a", null, new string('x', 128), "128 hexadecimal digits" },
        { "empty", "", Sha256, null, "sources[0].uri is missing" },
        { "password", "ftp://me:secret@example.org/a", Sha256, null, "ftp://example.org/a" },
    };

    [Theory]
    [MemberData(nameof(BadSources))]
    public void Check_SourceThatCannotBeOne_IsRefusedWithItsPlace(string what, string uri, string? sha256, string? sha512, string said)
    {
        var message = Refusal(Request() with { Sources = [new SourceToCache { Uri = uri, Sha256 = sha256, Sha512 = sha512 }] });
        Assert.True(message.Contains(said, StringComparison.Ordinal), $"{what}: {message}");
        Assert.DoesNotContain("secret", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_NothingAskedFor_IsRefused() => Assert.Contains("nothing is asked for", Refusal(Request() with { Sources = [] }), StringComparison.Ordinal);

    [Fact]
    public void Check_PackagesWithoutTheirBundle_IsRefused() =>
        Assert.Contains("sourceBundle", Refusal(Request() with { Packages = [PackageName.Parse("brotli")] }), StringComparison.Ordinal);

    [Theory]
    [InlineData("localhost:5000/cache:latest")]
    [InlineData("Localhost/UPPER")]
    [InlineData("")]
    public void Check_RepositoryThatIsNone_IsRefused(string repository) =>
        Assert.Contains("bundleRepository", Refusal(Request() with { BundleRepository = repository }), StringComparison.Ordinal);

    [Fact]
    public void Check_WithoutId_IsRefused() => Assert.Contains("requestId", Refusal(Request() with { RequestId = default }), StringComparison.Ordinal);

    [Fact]
    public void Check_MoreSourcesThanAnyDistributionHas_IsRefused() =>
        Assert.Contains("50001 entries", Refusal(Request() with { Sources = [.. Enumerable.Repeat(Request().Sources[0], 50_001)] }), StringComparison.Ordinal);

    [Fact]
    public void Check_NullSource_IsRefused() => Assert.Contains("sources[0]", Refusal(Request() with { Sources = [null!] }), StringComparison.Ordinal);

    [Fact]
    public void Check_WellFormed_Passes() => RequestShape.Check(Request());

    private static string Refusal(CacheRequested request) => Assert.Throws<RefusedRequestException>(() => RequestShape.Check(request)).Message;

    private static CacheRequested Request() => new()
    {
        RequestId = RequestId.New(),
        SubmittedAt = TimeProvider.System.GetUtcNow(),
        Sources = [new SourceToCache { Uri = "https://example.org/a", Sha256 = Sha256 }],
        BundleRepository = "localhost:5000/cache",
    };
}
