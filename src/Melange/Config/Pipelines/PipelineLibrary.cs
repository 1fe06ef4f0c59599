using System.Collections.Concurrent;
using Wolfictl.Melange.Config.Yaml;

namespace Wolfictl.Melange.Config.Pipelines;

/// <summary>The pipelines that steps can use: those of a directory, then melange's built-in ones. Files are read when first used.</summary>
public sealed class PipelineLibrary
{
    private const int LongestName = 200;
    private readonly ConcurrentDictionary<string, Found> _known = new(StringComparer.Ordinal);

    /// <summary>A library over a directory, which need not exist.</summary>
    /// <param name="directory">Its full path; <c>uses: a/b</c> is <c>a/b.yaml</c> below it.</param>
    public PipelineLibrary(string directory) => Directory = directory;

    /// <summary>The directory's full path.</summary>
    public string Directory { get; }

    /// <summary>Finds a pipeline; null where there is none of that name.</summary>
    /// <param name="name">The name that <c>uses</c> says.</param>
    /// <exception cref="ConfigurationException">Its file cannot be read.</exception>
    public PipelineDefinition? Find(string name)
    {
        var found = Get(name);
        return found.Problem is { } problem ? throw new ConfigurationException([problem]) : found.Definition;
    }

    internal Found Get(string name) => _known.GetOrAdd(name, static (name, library) => library.Read(name), this);

    private Found Read(string name)
    {
        if (!IsName(name))
        {
            return new Found(null, null);
        }

        var path = Path.Combine(Directory, name + ".yaml");
        var file = $"{Path.GetFileName(Directory)}/{name}.yaml";
        try
        {
            if (!File.Exists(path))
            {
                return new Found(BuiltinPipelines.All.GetValueOrDefault(name), null);
            }

            if (!RealPath.IsInside(path, Directory))
            {
                return new Found(null, new MelangeProblem(file, 0, 0, "It is a link that leaves the pipeline directory."));
            }

            return new Found(YamlFile.Read(path, cursor => PipelineReader.ReadDefinition(cursor, name, file)), null);
        }
        catch (YamlProblemException e)
        {
            return new Found(null, new MelangeProblem(file, e.Line, e.Column, e.Message));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Found(null, new MelangeProblem(file, 0, 0, $"It cannot be read: {e.Message}"));
        }
    }

    private static bool IsName(string name)
    {
        if (name.Length is 0 or > LongestName)
        {
            return false;
        }

        foreach (var part in name.Split('/'))
        {
            if (part.Length == 0 || part[0] == '.' || part.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('+' or '.' or '_' or '-')))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A definition, or what is wrong with its file, or neither: there is none.</summary>
    internal sealed record Found(PipelineDefinition? Definition, MelangeProblem? Problem)
    {
        private IReadOnlyList<string>? _plain;
        private volatile bool _isKnown;

        /// <summary>All it needs and its pipelines need, where neither a variable nor a condition has a say in that; null otherwise. Most pipelines are so.</summary>
        public IReadOnlyList<string>? PlainNeeds(PipelineLibrary library)
        {
            if (!_isKnown)
            {
                var needs = new PlainNeedCollector(library);
                _plain = Definition is not null && needs.TryAdd(Definition.Needs, Definition.Steps) ? needs.Needs : null;
                _isKnown = true;
            }

            return _plain;
        }
    }
}
