using System.Collections.Frozen;
using System.Text.Json.Serialization.Metadata;
using Wolfictl.Contracts;

namespace Wolfictl.Hosting.Messaging;

/// <summary>Every message by its name: a new one is added to Contracts and to the list here.</summary>
public static class MessageCatalog
{
    private static readonly FrozenDictionary<string, Type> Types = new[]
    {
        typeof(BuildRequested),
        typeof(BuildCancelRequested),
        typeof(BuildStarted),
        typeof(JobStarted),
        typeof(JobCompleted),
        typeof(BuildCompleted),
        typeof(CacheRequested),
        typeof(CacheCompleted),
    }.ToFrozenDictionary(t => t.Name);

    /// <summary>All message types.</summary>
    public static IEnumerable<Type> All => Types.Values;

    /// <summary>The type of a message's name.</summary>
    public static Type TypeOf(string name) => Types[name];

    /// <summary>How a message is written and read as JSON.</summary>
    public static JsonTypeInfo JsonOf(string name) => ContractsJson.Default.GetTypeInfo(Types[name])!;
}
