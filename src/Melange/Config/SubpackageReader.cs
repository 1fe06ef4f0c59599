using Wolfictl.Melange.Config.Pipelines;
using Wolfictl.Melange.Config.Yaml;

namespace Wolfictl.Melange.Config;

/// <summary>Reads <c>subpackages</c>, and the <c>dependencies</c> that packages have too.</summary>
internal static class SubpackageReader
{
    public static List<SubpackageTemplate> Read(YamlCursor cursor)
    {
        var subpackages = new List<SubpackageTemplate>();
        if (!cursor.EnterSequence("subpackages"))
        {
            return subpackages;
        }

        for (var number = 1; cursor.NextItem(); number++)
        {
            var (line, column) = (cursor.Line, cursor.Column);
            if (!cursor.EnterMapping("A subpackage"))
            {
                continue;
            }

            SourceText? name = null, range = null, condition = null;
            var dependencies = PackageDependencies.None;
            IReadOnlyList<PipelineStep> pipeline = [];
            var keys = cursor.Keys("A subpackage");
            while (keys.Next() is { } key)
            {
                switch (key.Value)
                {
                    case "name":
                        name = cursor.ReadText("The name of a subpackage");
                        break;
                    case "range":
                        range = cursor.ReadText("range");
                        break;
                    case "if":
                        condition = cursor.ReadText("if");
                        break;
                    case "dependencies":
                        dependencies = ReadDependencies(cursor);
                        break;
                    case "pipeline":
                        pipeline = PipelineReader.ReadSteps(cursor);
                        break;
                    default:
                        cursor.Skip();
                        break;
                }
            }

            subpackages.Add(new SubpackageTemplate
            {
                Number = number,
                Name = name is { Value.Length: > 0 } given ? given : throw new YamlProblemException("A subpackage has no name.", line, column),
                Range = range is { Value: "" } ? null : range,
                If = condition,
                Dependencies = dependencies,
                Pipeline = pipeline,
            });
        }

        return subpackages;
    }

    public static PackageDependencies ReadDependencies(YamlCursor cursor)
    {
        if (!cursor.EnterMapping("dependencies"))
        {
            return PackageDependencies.None;
        }

        IReadOnlyList<SourceText> runtime = [], provides = [];
        SourceText? priority = null;
        var keys = cursor.Keys("dependencies");
        while (keys.Next() is { } key)
        {
            switch (key.Value)
            {
                case "runtime":
                    runtime = PipelineReader.ReadTexts(cursor, "dependencies.runtime");
                    break;
                case "provides":
                    provides = PipelineReader.ReadTexts(cursor, "dependencies.provides");
                    break;
                case "provider-priority":
                    priority = cursor.ReadText("dependencies.provider-priority");
                    break;
                default:
                    cursor.Skip();
                    break;
            }
        }

        return new PackageDependencies { Runtime = runtime, Provides = provides, ProviderPriority = priority };
    }
}
