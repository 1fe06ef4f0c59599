namespace Wolfictl.PodBench;

/// <summary>One round of one side.</summary>
/// <param name="Seconds">From the first request to when the last pod is known to be gone, less the time that memory took to settle.</param>
/// <param name="BytesPerPod">By how much the settled heap grew for each pod that is known; 0 for the bare loop.</param>
/// <param name="RequestsPerPod">Creations, deletions, lists and watches; not the patches.</param>
/// <param name="ListsAndWatches">Requests that only read.</param>
internal sealed record PodsRound(double Seconds, double BytesPerPod = 0, double RequestsPerPod = 0, int ListsAndWatches = 0);
