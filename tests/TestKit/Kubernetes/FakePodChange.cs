namespace Wolfictl.TestKit.Kubernetes;

/// <summary>A change that watches tell.</summary>
/// <param name="Version">The state after it.</param>
/// <param name="Type"><c>ADDED</c>, <c>MODIFIED</c> or <c>DELETED</c>.</param>
/// <param name="Pod">The pod as JSON.</param>
/// <param name="Before">The pod before it, as JSON; null where there was none.</param>
internal sealed record FakePodChange(long Version, string Type, System.Text.Json.Nodes.JsonObject Pod, System.Text.Json.Nodes.JsonObject? Before);
