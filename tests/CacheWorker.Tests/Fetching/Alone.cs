namespace Wolfictl.CacheWorker.Tests.Fetching;

/// <summary>Tests that measure the process they run in.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
