using System.Text.Json.Serialization;
using Wolfictl.Kubernetes.Client;

namespace Wolfictl.Kubernetes;

/// <summary>What every object has (meta/v1 ObjectMeta).</summary>
public sealed record ObjectMeta : ExtensibleObject
{
    /// <summary>Unique within its namespace and kind; null where the server makes one from <see cref="GenerateName"/>.</summary>
    public string? Name { get; init; }

    /// <summary>The beginning of a name that the server completes.</summary>
    public string? GenerateName { get; init; }

    /// <summary>The namespace; null in what is yet to be created.</summary>
    public string? Namespace { get; init; }

    /// <summary>Labels, by which objects are selected.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>Annotations, for people and programs.</summary>
    public IReadOnlyDictionary<string, string>? Annotations { get; init; }

    /// <summary>Unique over all objects of all time; made by the server.</summary>
    public string? Uid { get; init; }

    /// <summary>Changes with each change of the object; opaque.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary>When it was created, by the server's clock.</summary>
    public DateTimeOffset? CreationTimestamp { get; init; }

    /// <summary>When it may be gone, by the server's clock: it is being deleted. Null while nobody asked for that.</summary>
    public DateTimeOffset? DeletionTimestamp { get; init; }

    /// <summary>Seconds between the request to delete it and <see cref="DeletionTimestamp"/>.</summary>
    public long? DeletionGracePeriodSeconds { get; init; }

    /// <summary>Who has to agree before it goes away.</summary>
    public IReadOnlyList<string>? Finalizers { get; init; }

    /// <summary>Who last wrote which field: as much again as the object, for those who apply changes. Not read; what is written back without it keeps it.</summary>
    [JsonInclude]
    [JsonConverter(typeof(Unread))]
    internal object? ManagedFields { get; init; }
}
