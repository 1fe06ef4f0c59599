using System.Text.Json.Serialization;

namespace Wolfictl.Oci.Registry;

/// <summary>The answer to <c>/v2/NAME/tags/list</c>; <c>tags</c> is null for a repository without any.</summary>
internal sealed record TagList
{
    [JsonPropertyName("tags")]
    public IReadOnlyList<string>? Tags { get; init; }
}
