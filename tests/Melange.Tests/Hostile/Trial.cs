using System.Text;
using Wolfictl.Melange.Config;
using Wolfictl.Melange.Config.Expansion;
using Wolfictl.Melange.Config.Pipelines;
using Wolfictl.Melange.Config.Yaml;
using Wolfictl.Melange.Sources;

namespace Wolfictl.Melange.Tests.Hostile;

/// <summary>All that is done with one configuration: read, expanded for both architectures, its sources listed.</summary>
internal static class Trial
{
    private static readonly PipelineLibrary NoPipelines = new("/nonexistent/pipelines");

    public static string? Run(string text, PipelineLibrary? pipelines = null) => Run(Encoding.UTF8.GetBytes(text), pipelines);

    /// <summary>What is wrong with it; null for nothing. Anything thrown is a failure of ours.</summary>
    public static string? Run(byte[] bytes, PipelineLibrary? pipelines = null)
    {
        MelangeConfiguration configuration;
        try
        {
            configuration = YamlFile.Parse(bytes, cursor => new ConfigurationReader(cursor, "x.yaml").Read());
        }
        catch (YamlProblemException e)
        {
            Assert.True(e.Line >= 1 && e.Column >= 1, $"{e.Line}:{e.Column} {e.Message}");
            Assert.InRange(e.Message.Length, 10, 500);
            return e.Message;
        }

        string? problem = null;
        foreach (var architecture in new[] { "x86_64", "aarch64" })
        {
            var expander = new PackageExpander(configuration, architecture, pipelines ?? NoPipelines);
            var package = expander.Expand();
            Assert.All(package.Subpackages, subpackage => Assert.True(PackageNames.IsValid(subpackage.Name)));
            Assert.True(PackageNames.IsValid(package.Name));
            problem ??= expander.Problems?[0].Message;
            var collector = new SourceCollector(configuration, architecture, pipelines ?? NoPipelines);
            collector.Collect();
            problem ??= collector.Problems.Count > 0 ? collector.Problems[0].Problem.Message : null;
        }

        return problem;
    }
}
