using Wolfictl.Contracts;
using Wolfictl.Melange;
using Wolfictl.Oci;

namespace Wolfictl.Scheduler.Builds.Planning;

/// <summary>Plans a request from its source bundle.</summary>
internal sealed class BundlePlanning(BundleCache bundles, SchedulerOptions options)
{
    /// <summary>One plan an architecture.</summary>
    /// <exception cref="PlanningException">It can't be planned.</exception>
    public async Task<IReadOnlyList<JobPlan>> PlanAsync(BuildRequested request, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("wolfictl-plan-").FullName;
        try
        {
            await bundles.UnpackAsync(request.SourceBundle, folder, cancellationToken).ConfigureAwait(false);
            var architectures = request.Architectures.Count > 0 ? request.Architectures : options.Architectures;
            return await Task.Run(() => DirectoryPlanning.Plan(folder, request, architectures), cancellationToken).ConfigureAwait(false);
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
            Directory.Delete(folder, recursive: true);
        }
    }
}
