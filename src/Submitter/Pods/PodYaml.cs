using System.Text.Json;
using System.Text.RegularExpressions;
using Wolfictl.Kubernetes.Pods;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Wolfictl.Submitter.Pods;

/// <summary>Writes a pod as YAML, as <c>kubectl create -f -</c> takes it and people read it: texts of several lines as blocks, everything else quoted unless it is a plain word.</summary>
internal static partial class PodYaml
{
    public static void Write(TextWriter writer, Pod pod)
    {
        var emitter = new Emitter(writer, new EmitterSettings(bestIndent: 2, bestWidth: int.MaxValue, isCanonical: false, maxSimpleKeyLength: 1024, skipAnchorName: true, indentSequences: false));
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart(null, null, isImplicit: true));
        using (var json = JsonDocument.Parse(PodJson.Write(pod)))
        {
            Write(emitter, json.RootElement);
        }

        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
    }

    private static void Write(Emitter emitter, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                emitter.Emit(new MappingStart());
                foreach (var property in element.EnumerateObject())
                {
                    Write(emitter, property.Name);
                    Write(emitter, property.Value);
                }

                emitter.Emit(new MappingEnd());
                break;
            case JsonValueKind.Array:
                emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, SequenceStyle.Block));
                foreach (var item in element.EnumerateArray())
                {
                    Write(emitter, item);
                }

                emitter.Emit(new SequenceEnd());
                break;
            case JsonValueKind.String:
                Write(emitter, element.GetString()!);
                break;
            default:
                emitter.Emit(new Scalar(AnchorName.Empty, TagName.Empty, element.GetRawText(), ScalarStyle.Plain, isPlainImplicit: true, isQuotedImplicit: false));
                break;
        }
    }

    private static void Write(Emitter emitter, string text)
    {
        var style = text.Contains('\n', StringComparison.Ordinal) ? ScalarStyle.Literal : PlainWord().IsMatch(text) && !Meaningful().IsMatch(text) ? ScalarStyle.Plain : ScalarStyle.DoubleQuoted;
        emitter.Emit(new Scalar(AnchorName.Empty, TagName.Empty, text, style, isPlainImplicit: true, isQuotedImplicit: true));
    }

    [GeneratedRegex(@"\A[A-Za-z/][A-Za-z0-9./_@-]*\z")]
    private static partial Regex PlainWord();

    // Words that YAML 1.1, which kubectl reads, takes for a truth or nothing.
    [GeneratedRegex(@"\A(?:y|n|yes|no|on|off|true|false|null)\z", RegexOptions.IgnoreCase)]
    private static partial Regex Meaningful();
}
