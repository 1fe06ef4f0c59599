using System.Text.Json.Serialization;

namespace Wolfictl.Contracts;

/// <summary>Source-generated JSON of every message: camelCase names, absent values left out.</summary>
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
