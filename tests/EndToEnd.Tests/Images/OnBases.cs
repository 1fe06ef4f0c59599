namespace Wolfictl.EndToEnd.Tests.Images;

/// <summary>Tests that share the images of <see cref="Bases"/>.</summary>
[CollectionDefinition(nameof(OnBases))]
public sealed class OnBases : ICollectionFixture<Bases>;
