namespace Wolfictl.Melange.Config;

/// <summary>What a build asks for (<c>package.resources</c>), as Kubernetes quantities; null where nothing is said.</summary>
/// <param name="Cpu">Such as <c>4</c> or <c>500m</c>.</param>
/// <param name="Memory">Such as <c>8Gi</c>.</param>
/// <param name="Disk">Such as <c>100Gi</c>.</param>
public sealed record PackageResources(string? Cpu, string? Memory, string? Disk);
