namespace Wolfictl.Melange.Config.Expansion;

/// <summary>One name that a build needs installed.</summary>
/// <param name="Name">The name, its version constraint cut off.</param>
/// <param name="Pipeline">The pipeline that brings it; empty where the build's environment names it.</param>
public sealed record BuildNeed(string Name, string Pipeline);
