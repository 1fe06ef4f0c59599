using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Wolfictl.Oci;

/// <summary>Reads and writes this library's JSON: doubled keys are refused, since two readers may take different ones.</summary>
internal static class OciJson
{
    private static readonly OciJsonContext Context = new(new JsonSerializerOptions
    {
        // The default encoder writes "+json" as "\u002Bjson"; this one is as safe outside HTML.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        MaxDepth = 32,
    });

    public static byte[] Write<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, (JsonTypeInfo<T>)Context.GetTypeInfo(typeof(T))!);

    /// <summary>Reads <paramref name="json"/>; throws <see cref="JsonException"/>.</summary>
    public static T Read<T>(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, (JsonTypeInfo<T>)Context.GetTypeInfo(typeof(T))!) ?? throw new JsonException("the document is null");

    public static Descriptor Sorted(Descriptor descriptor) =>
        descriptor.Annotations is null ? descriptor : descriptor with { Annotations = Sorted(descriptor.Annotations) };

    public static IReadOnlyDictionary<string, string>? Sorted(IReadOnlyDictionary<string, string>? annotations) =>
        annotations is null ? null : new OrderedDictionary<string, string>(annotations.OrderBy(pair => pair.Key, StringComparer.Ordinal));
}
