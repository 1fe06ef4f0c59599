using Wolfictl.Oci;
using Wolfictl.Oci.Bundles;

namespace Wolfictl.Scheduler.Engines.Pods.Publishing;

/// <summary>What was published.</summary>
/// <param name="Manifest">The last manifest.</param>
/// <param name="Files">The apks, by path.</param>
/// <param name="LeftOut">Apks that were not whole when the build had ended.</param>
public sealed record PodPublishResult(Digest Manifest, IReadOnlyList<OutputLayer> Files, IReadOnlyList<string> LeftOut);
