using System.Text.Json.Serialization;
using Wolfictl.Oci.Layout;
using Wolfictl.Oci.Registry;

namespace Wolfictl.Oci;

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Manifest))]
[JsonSerializable(typeof(ImageIndex))]
[JsonSerializable(typeof(ImageConfig))]
[JsonSerializable(typeof(LayoutMarker))]
[JsonSerializable(typeof(ManifestMediaType))]
[JsonSerializable(typeof(TagList))]
[JsonSerializable(typeof(RegistryErrorList))]
[JsonSerializable(typeof(TokenAnswer))]
[JsonSerializable(typeof(DockerConfigFile))]
[JsonSerializable(typeof(HelperAnswer))]
internal sealed partial class OciJsonContext : JsonSerializerContext;
