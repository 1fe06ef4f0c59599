using System.Text.Encodings.Web;
using System.Text.Json;
using Wolfictl.Melange.Config.Yaml;

namespace Wolfictl.Melange.Config.Pipelines;

/// <summary>
/// What melange's built-in pipelines need and use, carried as data (<c>builtin-pipelines.json</c>).
/// <c>scripts/update-builtin-pipelines.sh</c> makes that file anew from a checkout of melange.
/// </summary>
public static class BuiltinPipelines
{
    private static readonly Lazy<IReadOnlyDictionary<string, PipelineDefinition>> Carried = new(ReadResource);

    /// <summary>The built-in pipelines by name.</summary>
    public static IReadOnlyDictionary<string, PipelineDefinition> All => Carried.Value;

    /// <summary>Makes the text of <c>builtin-pipelines.json</c> from a folder of pipelines, such as <c>pkg/build/pipelines</c> of melange's sources.</summary>
    /// <param name="directory">The folder.</param>
    /// <exception cref="ConfigurationException">A file of it is no pipeline.</exception>
    public static string Describe(string directory)
    {
        var library = new PipelineLibrary(Path.GetFullPath(directory));
        var facts = new SortedDictionary<string, PipelineFacts>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(directory, "*.yaml", SearchOption.AllDirectories))
        {
            var name = Path.ChangeExtension(Path.GetRelativePath(directory, file), null);
            if (library.Find(name) is { } definition)
            {
                // One that needs nothing is still one that exists.
                facts[name] = PipelineFacts.Of(definition);
            }
        }

        // Entries stay in the order in which they were added. The file is read by people, and never by a browser.
        var options = new JsonSerializerOptions(PipelineFactsContext.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        return JsonSerializer.Serialize(new Dictionary<string, PipelineFacts>(facts), options.GetTypeInfo(typeof(Dictionary<string, PipelineFacts>))) + "\n";
    }

    private static Dictionary<string, PipelineDefinition> ReadResource()
    {
        using var stream = typeof(BuiltinPipelines).Assembly.GetManifestResourceStream("builtin-pipelines.json")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return YamlFile.Parse(bytes, PipelineFactsReader.Read);
    }
}
