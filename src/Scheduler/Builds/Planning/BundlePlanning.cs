using Wolfictl.Contracts;
using Wolfictl.Hosting;
using Wolfictl.Melange;
using Wolfictl.Melange.Planning;
using Wolfictl.Oci;

namespace Wolfictl.Scheduler.Builds.Planning;

/// <summary>Plans a request from its source bundle.</summary>
internal sealed class BundlePlanning(BundleCache bundles, SchedulerOptions options)
{
    // Redirects could lead from a repository that is listed to any address at all.
    private static readonly HttpClient Client = new(new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(10), PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
    {
        MaxResponseContentBufferSize = 64 * 1024,
        Timeout = TimeSpan.FromMinutes(2),
    };

    /// <summary>One plan an architecture.</summary>
    /// <exception cref="PlanningException">It can't be planned.</exception>
    public async Task<IReadOnlyList<JobPlan>> PlanAsync(BuildRequested request, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("wolfictl-plan-").FullName;
        try
        {
            await bundles.UnpackAsync(request.SourceBundle, folder, cancellationToken).ConfigureAwait(false);
            var architectures = request.Architectures.Count > 0 ? request.Architectures : options.Architectures;
            var alreadyBuilt = await ReadRepositoriesAsync(request, architectures, cancellationToken).ConfigureAwait(false);
            return await Task.Run(() => DirectoryPlanning.Plan(folder, request, architectures, alreadyBuilt), cancellationToken).ConfigureAwait(false);
        }
        catch (MelangeException e)
        {
            throw new PlanningException(e.Message, isTransient: false, e);
        }
        catch (OciException e)
        {
            throw new PlanningException($"the source bundle {request.SourceBundle} can't be had: {e.Message}", e.Kind == OciErrorKind.Unreachable, e);
        }
        finally
        {
            ScratchFolder.Delete(folder);
        }
    }

    /// <summary>Only repositories that the scheduler lists are asked: a request must not send it to addresses of its choice.</summary>
    private Task<IApkCatalog?> ReadRepositoriesAsync(BuildRequested request, IReadOnlyList<Architecture> architectures, CancellationToken cancellationToken)
    {
        var named = request.DestinationRepository is { } destination ? request.Repositories.Append(destination) : request.Repositories;
        var listed = named.Select(r => r.Value).Where(IsListed).ToList();
        var keys = request.Keyring.Select(k => k.Value).Where(IsListed).ToList();
        return RepositoryCatalog.ReadAsync(listed, keys, architectures, Client, cancellationToken);
    }

    private bool IsListed(string location) => !location.Contains("..", StringComparison.Ordinal) && RepositoryList.Allows(options.PackageRepositories, location);
}
