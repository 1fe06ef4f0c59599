namespace Wolfictl.Melange.Graph;

/// <summary>One package needs another to be built first.</summary>
/// <param name="Package">The package that is needed.</param>
/// <param name="Name">The name by which it is needed: its own, a subpackage's, or one that is provided.</param>
/// <param name="Pipeline">The pipeline that needs it; empty where the build's environment names it.</param>
public sealed record Dependency(string Package, string Name, string Pipeline);
