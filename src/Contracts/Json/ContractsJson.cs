using System.Text.Json.Serialization;

namespace Wolfictl.Contracts;

/// <summary>Source-generated JSON of every message: camelCase names, absent values left out.</summary>
/// <remarks>
/// Generated code sets every init-only property, to null or 0 where the JSON has none: a property with another default sees to it in its accessor, so that a
/// message of an earlier version has it too.
/// </remarks>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    PropertyNameCaseInsensitive = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BuildRequested))]
[JsonSerializable(typeof(BuildCancelRequested))]
[JsonSerializable(typeof(BuildStarted))]
[JsonSerializable(typeof(JobStarted))]
[JsonSerializable(typeof(JobCompleted))]
[JsonSerializable(typeof(BuildCompleted))]
[JsonSerializable(typeof(CacheRequested))]
[JsonSerializable(typeof(CacheCompleted))]
public sealed partial class ContractsJson : JsonSerializerContext;
