using System.Text.Json;

namespace Wolfictl.Kubernetes.Pods;

/// <summary>Pods as JSON, as <c>kubectl create -f</c> takes them.</summary>
public static class PodJson
{
    /// <summary>The pod as JSON in UTF-8.</summary>
    public static byte[] Write(Pod pod, bool indented = false)
    {
        using var text = new MemoryStream();
        using (var writer = new Utf8JsonWriter(text, new JsonWriterOptions { Indented = indented }))
        {
            JsonSerializer.Serialize(writer, pod, KubernetesJson.Default.Pod);
        }

        return text.ToArray();
    }

    /// <summary>Reads a pod; fields that this library does not name are kept.</summary>
    /// <exception cref="KubernetesException">Of kind Malformed: it is no pod.</exception>
    public static Pod Read(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, KubernetesJson.Default.Pod) is { Kind: "Pod" } pod
                ? pod
                : throw new KubernetesException(KubernetesErrorKind.Malformed, "The JSON is no pod: its kind is not 'Pod'.");
        }
        catch (JsonException exception)
        {
            throw new KubernetesException(KubernetesErrorKind.Malformed, $"The JSON is no pod ({Shown.Of(exception.Path, 200)}, line {exception.LineNumber + 1}).");
        }
    }
}
