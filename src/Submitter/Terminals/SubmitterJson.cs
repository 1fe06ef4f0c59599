using System.Text.Json.Serialization;
using Wolfictl.Submitter.Caching;
using Wolfictl.Submitter.Commands;
using Wolfictl.Submitter.Planning;
using Wolfictl.Submitter.Pods;
using Wolfictl.Submitter.Submitting;

namespace Wolfictl.Submitter.Terminals;

/// <summary>Source-generated JSON of what commands print with <c>-o json</c>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(BundleReport))]
[JsonSerializable(typeof(CachePlanReport))]
[JsonSerializable(typeof(CachePruneReport))]
[JsonSerializable(typeof(CacheReport))]
[JsonSerializable(typeof(CacheUnpackReport))]
[JsonSerializable(typeof(CacheVerifyReport))]
[JsonSerializable(typeof(CancelReport))]
[JsonSerializable(typeof(PlanReport))]
[JsonSerializable(typeof(PodReport))]
[JsonSerializable(typeof(SubmitReport))]
internal sealed partial class SubmitterJson : JsonSerializerContext;
