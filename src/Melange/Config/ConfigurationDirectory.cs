using Wolfictl.Melange.Config.Pipelines;
using Wolfictl.Melange.Config.Yaml;

namespace Wolfictl.Melange.Config;

/// <summary>Reads a distribution: a directory with one melange configuration per package.</summary>
public static class ConfigurationDirectory
{
    private const int MostThreads = 4;

    /// <summary>Reads every configuration of a directory.</summary>
    /// <param name="directory">Its path.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="ConfigurationException">The directory cannot be read or holds no configuration, or any of them is wrong: all problems at once.</exception>
    public static Distribution Load(string directory, ConfigurationDirectoryOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        var files = Find(directory, full);
        var read = new MelangeConfiguration?[files.Count];
        var problems = new MelangeProblem?[files.Count];
        var threads = options?.Parallelism ?? Math.Min(Environment.ProcessorCount, MostThreads);
        Workers.Run(files.Count, threads, i => read[i] = Read(full, files[i], out problems[i]));

        var all = problems.OfType<MelangeProblem>().ToList();
        var byName = new Dictionary<string, MelangeConfiguration>(files.Count, StringComparer.Ordinal);
        foreach (var configuration in read.OfType<MelangeConfiguration>().OrderBy(configuration => configuration.Name, StringComparer.Ordinal))
        {
            if (!byName.TryAdd(configuration.Name, configuration))
            {
                var name = configuration.NameText;
                all.Add(new MelangeProblem(
                    configuration.File,
                    name.Line,
                    name.Column,
                    $"The package {configuration.Name} has two configurations: {byName[configuration.Name].File} and {configuration.File}."));
            }
        }

        var settings = ReadSettings(full, all);
        if (options?.PipelineDirectory is { } asked && !Directory.Exists(asked))
        {
            all.Add(new MelangeProblem(asked, 0, 0, "There is no such directory of pipelines."));
        }

        if (all.Count > 0)
        {
            throw new ConfigurationException(all);
        }

        var pipelines = options?.PipelineDirectory is { } given ? Path.GetFullPath(given) : Path.Combine(full, "pipelines");
        return new Distribution(full, settings, byName, new PipelineLibrary(Path.TrimEndingDirectorySeparator(pipelines)), threads);
    }

    private static DistributionSettings ReadSettings(string directory, List<MelangeProblem> problems)
    {
        try
        {
            return DistributionSettings.Load(directory);
        }
        catch (ConfigurationException e)
        {
            problems.AddRange(e.Problems);
            return new DistributionSettings();
        }
    }

    private static List<ConfigurationFile> Find(string directory, string full)
    {
        try
        {
            if (!Directory.Exists(full))
            {
                throw new ConfigurationException(directory, File.Exists(full) ? "It is a file, not a directory of configurations." : "There is no such directory.");
            }

            var files = ConfigurationFiles.Find(full);
            return files.Count > 0
                ? files
                : throw new ConfigurationException(directory, "It holds no configuration: no *.yaml in it, no *.melange.yaml below it.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException(directory, $"It cannot be read: {e.Message}");
        }
    }

    private static MelangeConfiguration? Read(string directory, ConfigurationFile found, out MelangeProblem? problem)
    {
        var (file, isLink) = found;
        problem = null;
        var path = Path.Combine(directory, file);
        try
        {
            if (!isLink || RealPath.IsInside(path, directory))
            {
                return YamlFile.Read(path, cursor => new ConfigurationReader(cursor, file).Read());
            }

            problem = new MelangeProblem(file, 0, 0, "It is a link that leaves the directory: put the configuration itself here.");
        }
        catch (YamlProblemException e)
        {
            problem = new MelangeProblem(file, e.Line, e.Column, e.Message);
        }
        catch (FileNotFoundException) when (isLink)
        {
            problem = new MelangeProblem(file, 0, 0, "It is a link to nothing.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problem = new MelangeProblem(file, 0, 0, $"It cannot be read: {e.Message}");
        }

        return null;
    }
}
