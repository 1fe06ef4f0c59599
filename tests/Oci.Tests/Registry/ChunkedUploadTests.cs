using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Http;
using Wolfictl.TestKit.Network;
using Wolfictl.TestKit.Registry;

namespace Wolfictl.Oci.Tests.Registry;

/// <summary>Large blobs in chunks, at registries that are slow-witted, forgetful or wrong.</summary>
public sealed class ChunkedUploadTests : IAsyncLifetime, IDisposable
{
    private const int Chunk = 100_000;
    private static readonly byte[] Content = Bytes(250_000);
    private static readonly Descriptor Blob = Descriptor.Of(Content, MediaTypes.LayerTar);

    private readonly ConcurrentQueue<string> _ranges = new();
    private FakeRegistry _registry = null!;
    private OciRepositories _repositories = null!;
    private int _opened;

    public async Task InitializeAsync()
    {
        _registry = await FakeRegistry.StartAsync();
        _repositories = new OciRepositories(new OciRepositoriesOptions { Credentials = [], MaxAttempts = 2, ChunkBytes = Chunk });
    }

    public async Task DisposeAsync() => await _registry.DisposeAsync();

    public void Dispose() => _repositories.Dispose();

    [Fact]
    public async Task LargeBlob_IsSentInChunks_ReadOnce()
    {
        Intercept(_ => Task.FromResult(false));

        Assert.True(await PushAsync());

        Assert.Equal(Content, _registry.Blobs[Blob.Digest.ToString()]);
        Assert.Equal(["0-99999", "100000-199999", "200000-249999"], _ranges);
        Assert.Equal((1, 3, 1, 1), (Count("POST"), Count("PATCH"), Count("PUT"), _opened));
    }

    [Theory]
    [InlineData(Chunk, 0)]
    [InlineData(Chunk + 1, 2)]
    [InlineData(0, 0)]
    public async Task SmallBlob_IsSentWhole(int size, int patches)
    {
        var content = Bytes(size);

        await Open(_registry.Host).PushBlobAsync(Descriptor.Of(content, MediaTypes.LayerTar), _ => ValueTask.FromResult<Stream>(new MemoryStream(content)));

        Assert.Equal((1, patches, 1), (Count("POST"), Count("PATCH"), Count("PUT")));
    }

    [Theory]
    [InlineData("120000", "0-119999", "120000-239999", "240000-249999")]
    [InlineData("10", "0-99999", "100000-199999", "200000-249999")]
    [InlineData("many", "0-99999", "100000-199999", "200000-249999")]
    [InlineData("240000", "0-239999", "240000-249999")]
    public async Task RegistryThatAsksForLargerChunks_GetsThem(string smallest, params string[] ranges)
    {
        Intercept(context =>
        {
            context.Response.Headers["OCI-Chunk-Min-Length"] = smallest;
            return Task.FromResult(false);
        });

        await PushAsync();

        Assert.Equal(ranges, _ranges);
        Assert.Equal(Content, _registry.Blobs[Blob.Digest.ToString()]);
    }

    [Fact]
    public async Task RegistryThatAsksForMoreThanTheBlob_GetsItWhole()
    {
        Intercept(context =>
        {
            context.Response.Headers["OCI-Chunk-Min-Length"] = "9223372036854775807";
            return Task.FromResult(false);
        });

        await PushAsync();

        Assert.Equal((0, 1), (Count("PATCH"), Count("PUT")));
    }

    [Fact]
    public async Task CutAtFiftyOffsets_GoesOnWhereTheRegistrySaysItIs()
    {
        await using var proxy = new TcpProxy(_registry.Host);
        var repository = Open(proxy.Host);
        for (var i = 0; i < 50; i++)
        {
            _registry.Blobs.Clear();
            var before = proxy.SentBytes;
            proxy.CutOnceAfterSending(1000 + (i * 4900));

            await repository.PushBlobAsync(Blob, Source);

            Assert.Equal(Content, _registry.Blobs[Blob.Digest.ToString()]);
            Assert.Equal(i + 1, proxy.Cuts);
            // What was under way when it was cut, which the registry may not have got, and the requests' heads.
            Assert.InRange(proxy.SentBytes - before, Content.Length, Content.Length + Chunk + 10_000);
        }

        Assert.Equal(50, Count("POST"));
    }

    [Fact]
    public async Task CutBeforeAByteCame_GoesOnInTheSameUpload()
    {
        var patches = 0;
        Intercept(context =>
        {
            if (context.Request.Method != "PATCH" || Interlocked.Increment(ref patches) > 1)
            {
                return Task.FromResult(false);
            }

            context.Abort();
            return Task.FromResult(true);
        });

        await PushAsync();

        Assert.Equal(Content, _registry.Blobs[Blob.Digest.ToString()]);
        Assert.Equal((1, 1 + 3, 1), (Count("POST"), Count("PATCH"), Count("GET")));
    }

    [Fact]
    public async Task UploadThatIsLost_IsBegunAgain()
    {
        var patches = 0;
        Intercept(context => context.Request.Method switch
        {
            "PATCH" when Interlocked.Increment(ref patches) == 2 => Answer(context, 404),
            "GET" => Answer(context, 404),
            _ => Task.FromResult(false),
        });

        await PushAsync();

        Assert.Equal(Content, _registry.Blobs[Blob.Digest.ToString()]);
        Assert.Equal((2, 1 + 1 + 3), (Count("POST"), Count("PATCH")));
    }

    [Fact]
    public async Task UploadThatIsAlwaysLost_EndsAfterThreeStarts()
    {
        Intercept(context => context.Request.Method is "PATCH" or "GET" ? Answer(context, 404) : Task.FromResult(false));

        var exception = await Assert.ThrowsAsync<OciException>(PushAsync);

        Assert.Equal(OciErrorKind.NotFound, exception.Kind);
        Assert.Equal(3, Count("POST"));
        Assert.Empty(_registry.Blobs);
    }

    [Fact]
    public async Task ChunkThatIsOutOfPlace_IsSentFromWhereTheRegistryIs()
    {
        var patches = 0;
        Intercept(context => Interlocked.Increment(ref patches) == 4 ? Answer(context, 416) : Task.FromResult(false));

        await PushAsync();

        Assert.Equal(Content, _registry.Blobs[Blob.Digest.ToString()]);
        Assert.Equal((1, 1), (Count("POST"), Count("GET")));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(405)]
    [InlineData(411)]
    [InlineData(415)]
    [InlineData(501)]
    public async Task RegistryWithoutChunks_GetsTheWhole(int status)
    {
        Intercept(context => context.Request.Method == "PATCH" ? Answer(context, status) : Task.FromResult(false));

        await PushAsync();

        Assert.Equal(Content, _registry.Blobs[Blob.Digest.ToString()]);
        Assert.Equal((2, 1, 1), (Count("POST"), Count("PATCH"), Count("PUT")));
    }

    [Fact]
    public async Task RegistryThatMindsChunksOnlyAtTheEnd_GetsTheWhole()
    {
        Intercept(context => context.Request.Method == "PUT" && context.Request.ContentLength is null or 0 ? Answer(context, 400) : Task.FromResult(false));

        await PushAsync();

        Assert.Equal(Content, _registry.Blobs[Blob.Digest.ToString()]);
        Assert.Equal((2, 3, 2), (Count("POST"), Count("PATCH"), Count("PUT")));
    }

    [Theory]
    [InlineData("europe-docker.pkg.dev")]
    [InlineData("gcr.io")]
    [InlineData("eu.gcr.io")]
    [InlineData("ghcr.io")]
    public async Task RegistryKnownToTakeNoChunks_GetsTheWholeAtOnce(string host)
    {
        using var repositories = new OciRepositories(new OciRepositoriesOptions { Credentials = [], ChunkBytes = Chunk, PlainHttp = true, Proxy = new WebProxy($"http://{_registry.Host}") });

        await repositories.Open(OciReference.Parse($"{host}/team/app")).PushBlobAsync(Blob, Source);

        Assert.Equal(Content, _registry.Blobs[Blob.Digest.ToString()]);
        Assert.Equal((1, 0, 1), (Count("POST"), Count("PATCH"), Count("PUT")));
    }

    [Fact]
    public async Task LastAnswerLost_IsFoundOutWithoutSendingAgain()
    {
        Intercept(async context =>
        {
            if (context.Request.Method == "PUT")
            {
                _registry.Add(Content);
                await context.Request.Body.CopyToAsync(Stream.Null);
                context.Abort();
                return true;
            }

            return context.Request.Method == "GET" && await Answer(context, 404);
        });

        Assert.True(await PushAsync());

        Assert.Equal((1, 3), (Count("POST"), Count("PATCH")));
    }

    [Theory]
    [InlineData("0-99999999")]
    [InlineData("0-99")]
    public async Task RegistryThatGoesAstray_IsGivenUp(string range)
    {
        Intercept(async context =>
        {
            if (context.Request.Method is "PATCH" or "GET")
            {
                await Answer(context, context.Request.Method == "GET" ? 204 : 202);
                context.Response.Headers.Range = range;
                return true;
            }

            return false;
        });

        var exception = await Assert.ThrowsAsync<OciException>(PushAsync);

        Assert.Equal(OciErrorKind.Malformed, exception.Kind);
        Assert.InRange(Count("PATCH"), 3, 12);
    }

    [Fact]
    public async Task AnswerWithoutADigest_IsCheckedByAsking()
    {
        Intercept(context =>
        {
            context.Response.OnStarting(() =>
            {
                context.Response.Headers.Remove("Docker-Content-Digest");
                return Task.CompletedTask;
            });
            return Task.FromResult(false);
        });

        Assert.True(await PushAsync());

        Assert.Equal(2, Count("HEAD"));
    }

    [Fact]
    public async Task AnswerWithoutADigest_ThatStoredNothing_IsAMismatch()
    {
        Intercept(context => context.Request.Method == "PUT" ? Answer(context, 201) : Task.FromResult(false));

        var exception = await Assert.ThrowsAsync<OciException>(PushAsync);

        Assert.Equal(OciErrorKind.DigestMismatch, exception.Kind);
    }

    [Fact]
    public async Task ContentThatIsNotTheBlob_IsRefusedAndNotKept()
    {
        var other = (byte[])Content.Clone();
        other[^1] ^= 1;

        var exception = await Assert.ThrowsAsync<OciException>(() => Open(_registry.Host).PushBlobAsync(Blob, _ => ValueTask.FromResult<Stream>(new MemoryStream(other))));

        Assert.Equal(OciErrorKind.Refused, exception.Kind);
        Assert.False(_registry.Blobs.ContainsKey(Blob.Digest.ToString()));
    }

    [Fact]
    public async Task ContentThatCannotBeReadInTheSecondChunk_EndsAtOnce()
    {
        var exception = await Assert.ThrowsAsync<OciException>(() => Open(_registry.Host).PushBlobAsync(Blob, _ => ValueTask.FromResult<Stream>(new MemoryStream(Content[..150_000]))));

        Assert.Contains("ended 100000 bytes before the 250000", exception.Message, StringComparison.Ordinal);
        Assert.Equal(1, Count("POST"));
    }

    private static byte[] Bytes(int count) => [.. Enumerable.Range(0, count).Select(i => (byte)(i * 31 >> 3))];

    private static async Task<bool> Answer(HttpContext context, int status)
    {
        await context.Request.Body.CopyToAsync(Stream.Null);
        context.Response.StatusCode = status;
        return true;
    }

    private void Intercept(Func<HttpContext, Task<bool>> intercept) => _registry.Intercept = context =>
    {
        if (context.Request.Headers.ContentRange.Count > 0)
        {
            _ranges.Enqueue(context.Request.Headers.ContentRange.ToString());
        }

        return intercept(context);
    };

    private int Count(string method) => _registry.Seen.Count(seen => seen.Request.StartsWith(method + " ", StringComparison.Ordinal));

    private IOciRepository Open(string host) => _repositories.Open(OciReference.Parse(string.Create(CultureInfo.InvariantCulture, $"{host}/team/app")));

    private Task<bool> PushAsync() => Open(_registry.Host).PushBlobAsync(Blob, Source);

    private ValueTask<Stream> Source(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _opened);
        return ValueTask.FromResult<Stream>(new MemoryStream(Content));
    }
}
