using System.Text.Json;
using System.Text.Json.Serialization;
using Wolfictl.Kubernetes.Access;
using Wolfictl.Kubernetes.Client;
using Wolfictl.Kubernetes.Events;
using Wolfictl.Kubernetes.Pods;

namespace Wolfictl.Kubernetes;

/// <summary>How objects are written as JSON: names in camel case, nothing for null.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.General, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Pod))]
[JsonSerializable(typeof(PodList))]
[JsonSerializable(typeof(PodWatchEvent))]
[JsonSerializable(typeof(WatchRefusal))]
[JsonSerializable(typeof(EventList))]
[JsonSerializable(typeof(ApiStatus))]
[JsonSerializable(typeof(DeleteOptions))]
[JsonSerializable(typeof(AccessReview))]
[JsonSerializable(typeof(ServerVersion))]
[JsonSerializable(typeof(Client.Credentials.ExecCredential))]
internal sealed partial class KubernetesJson : JsonSerializerContext;
