using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Http;
using Wolfictl.Oci.Layout;
using Wolfictl.Oci.Registry;
using Wolfictl.TestKit;
using Wolfictl.TestKit.Network;
using Wolfictl.TestKit.Registry;

namespace Wolfictl.Oci.Tests.Registry;

/// <summary>Registries that lie, stall, cut and redirect.</summary>
public sealed class HostileRegistryTests : IAsyncLifetime, IDisposable
{
    private static readonly byte[] Content = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("0123456789", 20_000)));
    private static readonly Descriptor Blob = Descriptor.Of(Content, "application/octet-stream");

    private readonly ScratchDirectory _scratch = new();
    private FakeRegistry _registry = null!;
    private OciRepositories _repositories = null!;
    private IOciRepository _repository = null!;

    public async Task InitializeAsync()
    {
        _registry = await FakeRegistry.StartAsync();
        _repositories = new OciRepositories(new OciRepositoriesOptions { Credentials = [new OneCredential()], MaxAttempts = 2 });
        _repository = _repositories.Open(OciReference.Parse($"{_registry.Host}/team/app"));
    }

    public async Task DisposeAsync() => await _registry.DisposeAsync();

    public void Dispose()
    {
        _repositories.Dispose();
        _scratch.Dispose();
    }

    [Fact]
    public async Task Blob_OfOtherBytes_IsNeverReadWhole()
    {
        var wrong = (byte[])Content.Clone();
        wrong[^1] ^= 1;
        _registry.Blobs[Blob.Digest.ToString()] = wrong;
        var read = new MemoryStream();

        var exception = await Assert.ThrowsAsync<OciException>(() => ReadAsync(Blob, read));

        Assert.Equal(OciErrorKind.DigestMismatch, exception.Kind);
        Assert.True(read.Length < Blob.Size);
    }

    [Fact]
    public async Task Blob_OfOtherBytes_NeverReachesALayout()
    {
        var manifest = new Manifest { Config = Blob, Layers = [] }.ToBytes();
        _registry.Manifests[Digest.Of(manifest).ToString()] = (MediaTypes.ImageManifest, manifest);
        _registry.Blobs[Blob.Digest.ToString()] = new byte[Content.Length];
        var layout = new LayoutRepository(_scratch.At("layout"));

        await Assert.ThrowsAsync<OciException>(() => OciCopy.CopyAsync(_repository, Digest.Of(manifest), layout));

        Assert.False(await layout.ExistsAsync(Blob.Digest));
        Assert.Empty(Directory.EnumerateFiles(_scratch.At("layout"), "*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task Blob_AnnouncedInAnotherLength_IsRefusedAtOnce(int difference)
    {
        _registry.Blobs[Blob.Digest.ToString()] = new byte[Content.Length + difference];

        var exception = await Assert.ThrowsAsync<OciException>(() => _repository.OpenBlobAsync(Blob));

        Assert.Equal(OciErrorKind.DigestMismatch, exception.Kind);
    }

    [Fact]
    public async Task Blob_WithoutEnd_StopsAtItsSize()
    {
        _registry.Intercept = async context =>
        {
            try
            {
                while (true)
                {
                    await context.Response.Body.WriteAsync(Content, context.RequestAborted);
                }
            }
            catch (OperationCanceledException)
            {
                return true;
            }
        };
        var read = new MemoryStream();

        var exception = await Assert.ThrowsAsync<OciException>(() => ReadAsync(Blob, read));

        Assert.Equal(OciErrorKind.DigestMismatch, exception.Kind);
        Assert.Contains("longer", exception.Message, StringComparison.Ordinal);
        Assert.True(read.Length < Blob.Size);
    }

    [Fact]
    public async Task Blob_EndingEarlyWithoutALength_IsAMismatch()
    {
        _registry.Intercept = async context =>
        {
            await context.Response.Body.WriteAsync(Content.AsMemory(0, 1000));
            return true;
        };

        var exception = await Assert.ThrowsAsync<OciException>(() => ReadAsync(Blob, Stream.Null));

        Assert.Equal(OciErrorKind.DigestMismatch, exception.Kind);
        Assert.Contains("1000 of 200000", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Blob_CutInTheMiddle_IsResumedWhereItStopped()
    {
        _registry.Add(Content);
        var ranges = new ConcurrentQueue<string>();
        _registry.Intercept = context =>
        {
            ranges.Enqueue(context.Request.Headers.Range.ToString());
            return Task.FromResult(false);
        };
        await using var proxy = new TcpProxy(_registry.Host);
        proxy.CutOnceAfterReceiving(120_000);
        await using var stream = await _repositories.Open(OciReference.Parse($"{proxy.Host}/team/app")).OpenBlobAsync(Blob);
        var read = new MemoryStream();

        await stream.CopyToAsync(read);

        Assert.Equal(Content, read.ToArray());
        Assert.Equal(1, proxy.Cuts);
        Assert.Equal(2, ranges.Count);
        Assert.StartsWith("bytes=11", ranges.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Blob_CutForEver_IsUnreachable()
    {
        _registry.Intercept = async context =>
        {
            context.Response.ContentLength = Content.Length;
            await context.Response.Body.WriteAsync(Content.AsMemory(0, 10));
            await context.Response.Body.FlushAsync();
            context.Abort();
            return true;
        };

        var exception = await Assert.ThrowsAsync<OciException>(() => ReadAsync(Blob, Stream.Null));

        Assert.Equal(OciErrorKind.Unreachable, exception.Kind);
    }

    [Fact]
    public async Task Redirect_ToAnotherHost_CarriesNoCredentials()
    {
        await using var elsewhere = await FakeRegistry.StartAsync();
        elsewhere.Add(Content);
        _registry.Intercept = context => Basic(context) ?? Answer(context, 307, ("Location", $"http://{elsewhere.Host}/v2/other/blobs/{Blob.Digest}"));

        await ReadAsync(Blob, Stream.Null);

        Assert.Contains(_registry.Seen, seen => seen.Authorization.StartsWith("Basic ", StringComparison.Ordinal));
        Assert.All(elsewhere.Seen, seen => Assert.Equal("", seen.Authorization));
        Assert.Single(elsewhere.Seen);
    }

    [Fact]
    public async Task Redirect_ThatAsksForCredentials_GetsNone()
    {
        await using var elsewhere = await FakeRegistry.StartAsync();
        elsewhere.Intercept = context => Answer(context, 401, ("WWW-Authenticate", "Basic realm=\"give\""));
        _registry.Intercept = context => Answer(context, 307, ("Location", $"http://{elsewhere.Host}/steal"));

        var exception = await Assert.ThrowsAsync<OciException>(() => _repository.OpenBlobAsync(Blob));

        Assert.Equal(OciErrorKind.Unauthorized, exception.Kind);
        Assert.All(elsewhere.Seen, seen => Assert.Equal("", seen.Authorization));
    }

    [Theory]
    [InlineData("http://example.invalid/steal")]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://user:word@example.invalid/")]
    public async Task Redirect_ToAPlaceThatIsNotHttps_IsNotFollowed(string location)
    {
        _registry.Intercept = context => Answer(context, 307, ("Location", location));

        var exception = await Assert.ThrowsAsync<OciException>(() => _repository.OpenBlobAsync(Blob));

        Assert.Equal(OciErrorKind.Refused, exception.Kind);
    }

    [Fact]
    public async Task Redirects_InACircle_EndAfterFive()
    {
        _registry.Intercept = context => Answer(context, 302, ("Location", context.Request.Path));

        var exception = await Assert.ThrowsAsync<OciException>(() => _repository.OpenBlobAsync(Blob));

        Assert.Equal(OciErrorKind.Refused, exception.Kind);
        Assert.Equal(6, _registry.Seen.Count);
    }

    [Fact]
    public async Task UploadLocation_OnAnotherHost_GetsNoCredentials()
    {
        await using var elsewhere = await FakeRegistry.StartAsync();
        _registry.Intercept = context => Basic(context)
            ?? (context.Request.Method == "POST" ? Answer(context, 202, ("Location", $"http://{elsewhere.Host}/v2/x/blobs/uploads/none")) : Task.FromResult(false));

        await Assert.ThrowsAsync<OciException>(() => PushAsync());

        Assert.NotEmpty(elsewhere.Seen);
        Assert.All(elsewhere.Seen, seen => Assert.Equal("", seen.Authorization));
    }

    [Fact]
    public async Task PushCutNearItsEnd_IsResumedWhereTheRegistrySaysItIs()
    {
        await using var proxy = new TcpProxy(_registry.Host);
        var content = new byte[5_000_000];
        var blob = Descriptor.Of(content, MediaTypes.LayerTar);
        proxy.CutOnceAfterSending(4_500_000);

        await _repositories.Open(OciReference.Parse($"{proxy.Host}/a")).PushBlobAsync(blob, _ => ValueTask.FromResult<Stream>(new MemoryStream(content)));

        Assert.Equal(content, _registry.Blobs[blob.Digest.ToString()]);
        Assert.Equal(1, proxy.Cuts);
        Assert.Contains(_registry.Seen, seen => seen.Request.StartsWith("PATCH ", StringComparison.Ordinal));
        // What the network holds at the cut is sent again; beginning anew would send 9.5 MB.
        Assert.InRange(proxy.SentBytes, 5_000_000, 9_000_000);
    }

    [Fact]
    public async Task PushCut_AtARegistryThatForgets_StartsAgain()
    {
        _registry.Intercept = context => context.Request.Method == "GET" ? Answer(context, 404) : Task.FromResult(false);
        await using var proxy = new TcpProxy(_registry.Host);
        proxy.CutOnceAfterSending(100_000);

        await _repositories.Open(OciReference.Parse($"{proxy.Host}/a")).PushBlobAsync(Blob, _ => ValueTask.FromResult<Stream>(new MemoryStream(Content)));

        Assert.Equal(Content, _registry.Blobs[Blob.Digest.ToString()]);
        Assert.Equal(2, _registry.Seen.Count(seen => seen.Request.StartsWith("POST ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Manifest_OfOtherBytes_IsAMismatch()
    {
        var digest = Digest.Of("asked for"u8);
        _registry.Manifests[digest.ToString()] = (MediaTypes.ImageManifest, "given"u8.ToArray());

        var exception = await Assert.ThrowsAsync<OciException>(() => _repository.GetManifestAsync(digest));

        Assert.Equal(OciErrorKind.DigestMismatch, exception.Kind);
    }

    [Fact]
    public async Task Manifest_LargerThanFourMebibytes_IsTooLarge()
    {
        _registry.Intercept = async context =>
        {
            for (var i = 0; i < 5 * 1024 && !context.RequestAborted.IsCancellationRequested; i++)
            {
                await context.Response.Body.WriteAsync(new byte[1024]);
            }

            return true;
        };

        var exception = await Assert.ThrowsAsync<OciException>(() => _repository.GetManifestAsync("latest"));

        Assert.Equal(OciErrorKind.TooLarge, exception.Kind);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"schemaVersion":2}""")]
    [InlineData("""{"schemaVersion":2,"config":null,"layers":[]}""")]
    [InlineData("""{"schemaVersion":2,"config":{"mediaType":"x","digest":"md5:1","size":1},"layers":[]}""")]
    [InlineData("""{"schemaVersion":2,"layers":[],"layers":[],"config":{"mediaType":"x","digest":"sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","size":0}}""")]
    [InlineData("""{"schemaVersion":2,"layers":[null],"config":{"mediaType":"x","digest":"sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","size":0}}""")]
    [InlineData("""{"schemaVersion":2,"layers":[],"config":{"mediaType":"x","digest":"sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","size":-1}}""")]
    public async Task Manifest_ThatIsNone_IsMalformed(string json)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        _registry.Manifests["latest"] = (MediaTypes.ImageManifest, bytes);
        var content = await _repository.GetManifestAsync("latest");

        Assert.Equal(OciErrorKind.Malformed, Assert.Throws<OciException>(content.ReadManifest).Kind);
    }

    [Fact]
    public async Task ErrorText_OfTheRegistry_IsShownWithoutControlCharacters()
    {
        _registry.Intercept = async context =>
        {
            context.Response.StatusCode = 403;
            await context.Response.WriteAsync("{\"errors\":[{\"code\":\"DENIED\",\"message\":\"no \\u001b[31mway\\r\\nforged line\"}]}");
            return true;
        };

        var exception = await Assert.ThrowsAsync<OciException>(() => _repository.GetManifestAsync("latest"));

        Assert.Contains("DENIED: no \\x1b[31mway\\x0d\\x0aforged line", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(exception.Message, char.IsControl);
    }

    [Fact]
    public async Task TooManyRequests_IsRepeatedAfterTheTimeAskedFor()
    {
        _registry.Add(Content);
        var calls = 0;
        _registry.Intercept = context => Interlocked.Increment(ref calls) == 1 ? Answer(context, 429, ("Retry-After", "0")) : Task.FromResult(false);

        Assert.True(await _repository.ExistsAsync(Blob));
        Assert.Equal(2, calls);
    }

    [Fact]
    public async Task ServerError_ThatStays_IsUnreachable()
    {
        _registry.Intercept = context => Answer(context, 503, ("Retry-After", "0"));

        var exception = await Assert.ThrowsAsync<OciException>(() => _repository.ExistsAsync(Blob));

        Assert.Equal(OciErrorKind.Unreachable, exception.Kind);
        Assert.Equal(2, _registry.Seen.Count);
    }

    [Fact]
    public async Task NothingListening_IsUnreachable_AndNamesTheAddress()
    {
        var host = $"127.0.0.1:{LoopbackPort.Free()}";

        var exception = await Assert.ThrowsAsync<OciException>(() => _repositories.Open(OciReference.Parse($"{host}/x")).ResolveAsync("latest"));

        Assert.Equal(OciErrorKind.Unreachable, exception.Kind);
        Assert.Equal(host, exception.Registry);
        Assert.Contains(host, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SilentServer_IsUnreachableAfterTheIdleTime()
    {
        _registry.Intercept = async context =>
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            return true;
        };
        using var impatient = new OciRepositories(new OciRepositoriesOptions { Credentials = [], IdleTimeout = TimeSpan.FromMilliseconds(200) });

        var exception = await Assert.ThrowsAsync<OciException>(() => impatient.Open(_repository.Name).ResolveAsync("latest"));

        Assert.Equal(OciErrorKind.Unreachable, exception.Kind);
        Assert.Contains("nothing moved", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TagPages_OfAnotherHost_AreNotFollowed()
    {
        _registry.Intercept = async context =>
        {
            context.Response.Headers.Link = "<https://example.invalid/v2/team/app/tags/list>; rel=\"next\"";
            await context.Response.WriteAsync("""{"name":"team/app","tags":["b","a","not a tag"]}""");
            return true;
        };

        Assert.Equal(["a", "b"], await _repository.ListTagsAsync());
    }

    [Fact]
    public async Task TagPages_AreAllRead()
    {
        _registry.Intercept = async context =>
        {
            var second = context.Request.Query.ContainsKey("last");
            context.Response.Headers.Link = second ? default : "</v2/team/app/tags/list?last=b&n=2>; rel=\"next\"";
            await context.Response.WriteAsync(second ? """{"tags":["c"]}""" : """{"tags":["a","b"]}""");
            return true;
        };

        Assert.Equal(["a", "b", "c"], await _repository.ListTagsAsync());
    }

    private static async Task<bool> Answer(HttpContext context, int status, params (string Name, string Value)[] headers)
    {
        await context.Request.Body.CopyToAsync(Stream.Null);
        context.Response.StatusCode = status;
        foreach (var (name, value) in headers)
        {
            context.Response.Headers[name] = value;
        }

        return true;
    }

    /// <summary>Asks for a password first; null when it was given.</summary>
    private static Task<bool>? Basic(HttpContext context) =>
        context.Request.Headers.Authorization.Count == 0 ? Answer(context, 401, ("WWW-Authenticate", "Basic realm=\"test\"")) : null;

    private Task<bool> PushAsync() => _repository.PushBlobAsync(Blob, _ => ValueTask.FromResult<Stream>(new MemoryStream(Content)));

    private async Task ReadAsync(Descriptor blob, Stream target)
    {
        await using var stream = await _repository.OpenBlobAsync(blob);
        await stream.CopyToAsync(target);
    }

    private sealed class OneCredential : ICredentialSource
    {
        public ValueTask<RegistryCredential?> FindAsync(string host, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult<RegistryCredential?>(RegistryCredential.Password("user", "canary-secret"));
    }
}
