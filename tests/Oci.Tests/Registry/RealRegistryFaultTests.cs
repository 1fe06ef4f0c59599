using System.Security.Cryptography;
using Wolfictl.Oci.Bundles;
using Wolfictl.Oci.Registry;
using Wolfictl.TestKit;
using Wolfictl.TestKit.Network;
using Wolfictl.TestKit.Registry;

namespace Wolfictl.Oci.Tests.Registry;

/// <summary>Passwords, cuts and a killed server, with a real registry at the other end.</summary>
public sealed class RealRegistryFaultTests : IDisposable
{
    private readonly ScratchDirectory _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [RegistryFact(Own = true)]
    public async Task BasicPassword_OfDockersConfiguration_IsUsed()
    {
        await using var server = await RegistryServer.StartAsync(withPassword: true);
        var auth = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{RegistryServer.UserName}:{RegistryServer.Password}"));
        _scratch.Write("config.json", $$$"""{"auths":{"{{{server.Host}}}":{"auth":"{{{auth}}}"} } }""");
        using var repositories = new OciRepositories(new OciRepositoriesOptions { Credentials = [new DockerConfig(_scratch.FullPath)] });
        var repository = repositories.Open(OciReference.Parse($"{server.Host}/a"));

        var pushed = await OutputArtifact.PushAsync(repository, [new OutputFile("a.apk", _scratch.Write("a.apk", "a"))], tag: "latest");

        Assert.Equal(pushed.Manifest.Digest, (await repository.ResolveAsync("latest")).Digest);
    }

    [RegistryFact(Own = true)]
    public async Task WrongOrNoPassword_IsUnauthorized_AndSaysHowToLogIn()
    {
        await using var server = await RegistryServer.StartAsync(withPassword: true);
        var wrong = Convert.ToBase64String("tester:canary-secret"u8);
        _scratch.Write("wrong/config.json", $$$"""{"auths":{"{{{server.Host}}}":{"auth":"{{{wrong}}}"} } }""");
        foreach (var directory in new[] { "wrong", "none" })
        {
            using var repositories = new OciRepositories(new OciRepositoriesOptions { Credentials = [new DockerConfig(_scratch.At(directory))] });

            var exception = await Assert.ThrowsAsync<OciException>(() => repositories.Open(OciReference.Parse($"{server.Host}/a")).ResolveAsync("latest"));

            Assert.Equal(OciErrorKind.Unauthorized, exception.Kind);
            Assert.Contains($"docker login {server.Host}", exception.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("canary", exception.ToString(), StringComparison.Ordinal);
        }
    }

    [RegistryFact(Own = true)]
    public async Task PushCutAtFiftyOffsets_EndsWithTheRightDigest()
    {
        await using var server = await RegistryServer.StartAsync(own: true);
        await using var proxy = new TcpProxy(server.Host);
        using var repositories = new OciRepositories(new OciRepositoriesOptions { Credentials = [] });
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        for (var i = 0; i < 50; i++)
        {
            var repository = repositories.Open(OciReference.Parse($"{proxy.Host}/cut/{i}"));
            var content = RandomNumberGenerator.GetBytes(300_000);
            var blob = Descriptor.Of(content, MediaTypes.LayerTar);
            proxy.CutOnceAfterSending(random.Next(300_400));

            await repository.PushBlobAsync(blob, _ => ValueTask.FromResult<Stream>(new MemoryStream(content)));

            await using var stream = await repository.OpenBlobAsync(blob);
            await stream.CopyToAsync(Stream.Null);
        }

        Assert.True(proxy.Cuts == 50, $"{proxy.Cuts} of 50 connections were cut; seed {seed}");
    }

    [RegistryFact(Own = true)]
    public async Task ChunkedPushCutAtFiftyOffsets_EndsWithTheRightDigest_AndNoTagBeforeItsBlobs()
    {
        await using var server = await RegistryServer.StartAsync(own: true);
        await using var proxy = new TcpProxy(server.Host);
        using var repositories = new OciRepositories(new OciRepositoriesOptions { Credentials = [], ChunkBytes = 64 * 1024 });
        var file = new OutputFile("a.apk", _scratch.At("a.apk"));
        for (var i = 0; i < 50; i++)
        {
            var content = RandomNumberGenerator.GetBytes(300_000);
            await File.WriteAllBytesAsync(file.FilePath, content);
            var repository = repositories.Open(OciReference.Parse($"{proxy.Host}/chunked/{i}"));
            proxy.CutOnceAfterSending(i * 6_060);

            var pushed = await OutputArtifact.PushAsync(repository, [file], tag: "latest");

            Assert.Equal(i + 1, proxy.Cuts);
            var manifest = (await repository.GetManifestAsync("latest")).ReadManifest();
            Assert.Equal(pushed.Manifest.Digest, (await repository.ResolveAsync("latest")).Digest);
            Assert.Equal(Digest.Of(content), Assert.Single(manifest.Layers).Digest);
            await using var stream = await repository.OpenBlobAsync(manifest.Layers[0]);
            await stream.CopyToAsync(Stream.Null);
        }
    }

    [RegistryFact(Own = true)]
    public async Task RegistryKilledBetweenChunks_AndStartedAgain_EndsWithTheRightDigest()
    {
        await using var server = await RegistryServer.StartAsync(own: true);
        // Ten attempts at each request wait for longer than the server needs to start.
        using var repositories = new OciRepositories(new OciRepositoriesOptions { Credentials = [], ChunkBytes = 1 << 20, MaxAttempts = 10 });
        var repository = repositories.Open(OciReference.Parse($"{server.Host}/restarted"));
        var content = RandomNumberGenerator.GetBytes(8_000_000);
        var blob = Descriptor.Of(content, MediaTypes.LayerTar);
        Task<bool>? restarted = null;

        await repository.PushBlobAsync(blob, _ => ValueTask.FromResult<Stream>(new NoticingStream(content, 4_000_000, () =>
        {
            if (restarted is null)
            {
                server.Kill();
                restarted = Task.Run(server.RestartAsync);
            }
        })));

        Assert.True(await restarted!);
        Assert.Empty(await repository.ListTagsAsync());
        await using var stream = await repository.OpenBlobAsync(blob);
        await stream.CopyToAsync(Stream.Null);
    }

    [RegistryFact(Own = true)]
    public async Task RegistryKilledDuringAPush_ThenBack_HasNoDanglingTag()
    {
        await using var server = await RegistryServer.StartAsync(own: true);
        using var repositories = new OciRepositories(new OciRepositoriesOptions { Credentials = [] });
        var repository = repositories.Open(OciReference.Parse($"{server.Host}/killed"));
        var content = RandomNumberGenerator.GetBytes(8_000_000);
        var blob = Descriptor.Of(content, MediaTypes.LayerTar);

        var exception = await Assert.ThrowsAsync<OciException>(() => repository.PushBlobAsync(
            blob, _ => ValueTask.FromResult<Stream>(new NoticingStream(content, 4_000_000, server.Kill))));
        Assert.True(await server.RestartAsync());

        Assert.Equal(OciErrorKind.Unreachable, exception.Kind);
        Assert.Empty(await repository.ListTagsAsync());
        Assert.True(await repository.PushBlobAsync(blob, _ => ValueTask.FromResult<Stream>(new MemoryStream(content))));
        Assert.True(await repository.ExistsAsync(blob));
    }

    [RegistryFact(Own = true)]
    public async Task PullCut_IsResumed_AndVerified()
    {
        await using var server = await RegistryServer.StartAsync(own: true);
        await using var proxy = new TcpProxy(server.Host);
        using var repositories = new OciRepositories(new OciRepositoriesOptions { Credentials = [] });
        var repository = repositories.Open(OciReference.Parse($"{proxy.Host}/pull"));
        var content = RandomNumberGenerator.GetBytes(4_000_000);
        var blob = await repository.PushBytesAsync(content, MediaTypes.LayerTar);
        proxy.CutOnceAfterReceiving(2_000_000);
        using var read = new MemoryStream();

        await using var stream = await repository.OpenBlobAsync(blob);
        await stream.CopyToAsync(read);

        Assert.Equal(1, proxy.Cuts);
        Assert.Equal(content, read.ToArray());
    }

    [RegistryFact(Own = true)]
    public async Task SecondPush_SendsAlmostNothing()
    {
        await using var server = await RegistryServer.StartAsync(own: true);
        await using var proxy = new TcpProxy(server.Host);
        using var repositories = new OciRepositories(new OciRepositoriesOptions { Credentials = [] });
        var repository = repositories.Open(OciReference.Parse($"{proxy.Host}/twice"));
        var file = new OutputFile("a.apk", _scratch.At("a.apk"));
        await File.WriteAllBytesAsync(file.FilePath, RandomNumberGenerator.GetBytes(2_000_000));
        await OutputArtifact.PushAsync(repository, [file]);
        var before = proxy.SentBytes;

        await OutputArtifact.PushAsync(repository, [file]);

        Assert.InRange(before, 2_000_000, 2_100_000);
        Assert.InRange(proxy.SentBytes - before, 1, 5_000);
    }

    /// <summary>Gives its content and acts once when half of it is read.</summary>
    private sealed class NoticingStream(byte[] content, int at, Action notice) : MemoryStream(content)
    {
        private bool _noticed;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position >= at && !_noticed)
            {
                _noticed = true;
                notice();
            }

            return base.ReadAsync(buffer, cancellationToken);
        }
    }
}
