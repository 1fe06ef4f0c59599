using System.Text.Json.Serialization;

namespace Wolfictl.Scheduler.Builds.Store;

/// <summary>Source-generated JSON of what the store keeps as documents.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Build))]
[JsonSerializable(typeof(JobPlan))]
internal sealed partial class StoreJson : JsonSerializerContext;
