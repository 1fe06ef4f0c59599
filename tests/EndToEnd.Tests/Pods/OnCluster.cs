namespace Wolfictl.EndToEnd.Tests.Pods;

/// <summary>Tests that share a cluster of one node, one after the other.</summary>
[CollectionDefinition(nameof(OnCluster))]
public sealed class OnCluster : ICollectionFixture<PodImages>;
