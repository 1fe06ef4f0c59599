using System.Text.Json.Serialization;

namespace Wolfictl.CacheWorker.Storing;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(IndexEntry))]
[JsonSerializable(typeof(PartialOrigin))]
internal sealed partial class StoreJson : JsonSerializerContext;
