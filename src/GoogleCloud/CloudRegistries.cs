using Wolfictl.Oci;
using Wolfictl.Oci.Registry;

namespace Wolfictl.GoogleCloud;

/// <summary>Registries as every program of ours reaches them.</summary>
public static class CloudRegistries
{
    /// <summary>
    /// With the credentials of Docker's configuration, and for Google's registries where that has none with those of the machine; but by plain HTTP, which
    /// <paramref name="plainHttp"/> asks for, not with the latter, which nobody gave for that.
    /// </summary>
    public static OciRepositories Connect(bool plainHttp = false) => new(new OciRepositoriesOptions
    {
        Credentials = plainHttp ? null : [DockerConfig.FromEnvironment(), new GoogleCredentialSource()],
        PlainHttp = plainHttp,
    });
}
