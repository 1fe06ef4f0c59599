using System.Text.Json.Serialization;

namespace Wolfictl.Melange.Planning;

[JsonSerializable(typeof(Dictionary<string, double>))]
internal sealed partial class PackageDurationsContext : JsonSerializerContext;
