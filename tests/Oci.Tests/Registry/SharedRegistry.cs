using Wolfictl.TestKit.Registry;

namespace Wolfictl.Oci.Tests.Registry;

/// <summary>One registry for all tests that do not hurt it; each uses repositories of its own.</summary>
public sealed class SharedRegistry : IAsyncLifetime
{
    private RegistryServer? _server;

    public OciRepositories Repositories { get; } = new(new OciRepositoriesOptions { Credentials = [] });

    public string Host => _server!.Host;

    public IOciRepository NewRepository() => Repositories.Open(OciReference.Parse($"{Host}/test/{Guid.NewGuid():N}"));

    public async Task InitializeAsync()
    {
        if (RegistryServer.MissingReason is null)
        {
            _server = await RegistryServer.StartAsync();
        }
    }

    public async Task DisposeAsync()
    {
        Repositories.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }
}
