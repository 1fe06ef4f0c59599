namespace Wolfictl.Melange.Graph;

/// <summary>What answers to a name.</summary>
/// <param name="Origin">The package whose build makes it.</param>
/// <param name="Name">The package or subpackage.</param>
/// <param name="Priority">Its provider-priority.</param>
public sealed record Provider(string Origin, string Name, long Priority);
