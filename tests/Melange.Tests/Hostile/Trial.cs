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
            IsSentence(new MelangeProblem("x.yaml", e.Line, e.Column, e.Message));
            return e.Message;
        }

        string? problem = null;
        foreach (var architecture in new[] { "x86_64", "aarch64" })
        {
            var expander = new PackageExpander(configuration, architecture, pipelines ?? NoPipelines);
            var package = expander.Expand();
            Assert.All(package.Subpackages, subpackage => Assert.True(PackageNames.IsValid(subpackage.Name)));
            Assert.True(PackageNames.IsValid(package.Name));
            Assert.All(expander.Problems ?? [], IsSentence);
            problem ??= expander.Problems?[0].Message;
            var collector = new SourceCollector(configuration, architecture, pipelines ?? NoPipelines);
            collector.Collect();
            Assert.All(collector.Problems, found => IsSentence(found.Problem));
            problem ??= collector.Problems.Count > 0 ? collector.Problems[0].Problem.Message : null;
        }

        return problem;
    }

    private static void IsSentence(MelangeProblem problem)
    {
        Assert.True(problem.Line >= 1 && problem.Column >= 1, problem.ToString());
        Assert.InRange(problem.Message.Length, 10, 510);
        Assert.DoesNotContain(problem.Message, char.IsControl);
    }
}
