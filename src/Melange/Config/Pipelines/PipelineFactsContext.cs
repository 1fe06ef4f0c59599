using System.Text.Json.Serialization;

namespace Wolfictl.Melange.Config.Pipelines;

[JsonSourceGenerationOptions(WriteIndented = true, IndentSize = 1, NewLine = "\n", DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Dictionary<string, PipelineFacts>))]
internal sealed partial class PipelineFactsContext : JsonSerializerContext;
