using System.Text.Json;
using System.Text.Json.Serialization;

namespace Wolfictl.Kubernetes;

/// <summary>A part of an object that keeps the fields which this library does not name, so that writing it back loses nothing.</summary>
public abstract record ExtensibleObject
{
    /// <summary>Fields that this library does not name, by their names in JSON; null when there are none.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Unknown { get; set; }
}
