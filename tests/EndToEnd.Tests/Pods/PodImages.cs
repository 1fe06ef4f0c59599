using System.Globalization;
using Wolfictl.EndToEnd.Tests.Images;
using Wolfictl.Oci;
using Wolfictl.Oci.Images;
using Wolfictl.TestKit.Buckets;
using Wolfictl.TestKit.Files;

namespace Wolfictl.EndToEnd.Tests.Pods;

/// <summary>What all tests of pods share: images in the registry that the cluster's node pulls from, and buckets that a stand-in for gcloud reaches.</summary>
public sealed class PodImages : IAsyncLifetime, IDisposable
{
    /// <summary>The registry, <c>host:port</c>, as the node knows it.</summary>
    public const string RegistryVariable = "WOLFICTL_TEST_IMAGE_REGISTRY";

    private readonly TemporaryFolder _folder = new();
    private readonly Lazy<Task<string>> _wolfictl;
    private readonly Lazy<Task<string>> _gcloud;

    public PodImages()
    {
        _wolfictl = new(() => Bases.MakeWolfictlAsync(_folder, Host));
        _gcloud = new(MakeGcloudAsync);
    }

    public static string Host => Environment.GetEnvironmentVariable(RegistryVariable)!;

    public static string Sdk => Environment.GetEnvironmentVariable("WOLFICTL_TEST_SDK_IMAGE")!;

    internal FakeBuckets Buckets { get; private set; } = null!;

    /// <summary>The wolfictl image, by digest.</summary>
    public Task<string> WolfictlAsync() => _wolfictl.Value;

    /// <summary>The sdk image and a gcloud that keeps its objects in <see cref="Buckets"/>.</summary>
    public Task<string> GcloudAsync() => _gcloud.Value;

    public async Task InitializeAsync() => Buckets = await FakeBuckets.StartAsync();

    public async Task DisposeAsync() => await Buckets.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    private async Task<string> MakeGcloudAsync()
    {
        var script = await File.ReadAllTextAsync(Path.Combine(Checkout.Root, "tests", "fixtures", "gcloud", "gcloud"));
        var program = _folder.Write("gcloud/gcloud", script.Replace("@PORT@", Buckets.Port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        File.SetUnixFileMode(program, (UnixFileMode)0x1ed);
        using var repositories = new OciRepositories();
        var sdk = OciReference.Parse(Sdk);
        var below = await BaseImage.ReadAsync(repositories.Open(sdk), sdk.TagOrDigest!);
        var layer = ImageLayer.OfDirectory(_folder["gcloud"], "/usr/bin", [], executables: true);
        var target = repositories.Open(OciReference.Parse($"{Host}/images/gcloud"));
        var image = await ImageBuilder.PushAsync([below], [layer], new ContainerSettings(), new ImageOptions { Created = DateTimeOffset.FromUnixTimeSeconds(315532800) }, target);
        return $"{Host}/images/gcloud@{image.Digest}";
    }
}
