using Wolfictl.Melange.Config.Yaml;
using Wolfictl.Melange.Planning;

namespace Wolfictl.Melange.Config;

/// <summary>What <c>.wolfictl.yaml</c> in a distribution's directory may set. Unlike a configuration's, its unknown keys are errors.</summary>
public sealed record DistributionSettings
{
    /// <summary>The file's name.</summary>
    public const string FileName = ".wolfictl.yaml";

    /// <summary><c>target-format</c>: what the Makefile calls the build of one package.</summary>
    public TargetFormat TargetFormat { get; init; }

    /// <summary><c>repositories</c>: package repositories that builds take packages from.</summary>
    public IReadOnlyList<string> Repositories { get; init; } = [];

    /// <summary><c>keyring</c>: public keys of those repositories.</summary>
    public IReadOnlyList<string> Keyring { get; init; } = [];

    /// <summary><c>architectures</c>: what is built for where nothing is asked, as melange names them.</summary>
    public IReadOnlyList<string> Architectures { get; init; } = [];

    /// <summary><c>melange</c>: <c>optional</c> where the Makefile works without it.</summary>
    public MelangeUse Melange { get; init; }

    /// <summary>Reads the settings of a directory; the defaults where it has no such file.</summary>
    /// <param name="directory">The directory.</param>
    /// <exception cref="ConfigurationException">The file has a key or a value that is not known, or is not YAML.</exception>
    public static DistributionSettings Load(string directory)
    {
        var path = Path.Combine(directory, FileName);
        try
        {
            if (!File.Exists(path))
            {
                return new DistributionSettings();
            }

            return RealPath.IsInside(path, directory)
                ? YamlFile.Read(path, Read)
                : throw new ConfigurationException(FileName, "It is a link that leaves the directory.");
        }
        catch (YamlProblemException e)
        {
            throw new ConfigurationException([new MelangeProblem(FileName, e.Line, e.Column, e.Message)]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException(FileName, $"It cannot be read: {e.Message}");
        }
    }

    private static DistributionSettings Read(YamlCursor cursor)
    {
        var settings = new DistributionSettings();
        if (cursor.IsEmpty || !cursor.EnterMapping("The settings"))
        {
            return settings;
        }

        var keys = cursor.Keys("The settings");
        while (keys.Next() is { } key)
        {
            settings = key.Value switch
            {
                "target-format" => settings with { TargetFormat = ReadFormat(cursor) },
                "repositories" => settings with { Repositories = ReadWords(cursor, "repositories") },
                "keyring" => settings with { Keyring = ReadWords(cursor, "keyring") },
                "architectures" => settings with { Architectures = ReadArchitectures(cursor) },
                "melange" => settings with { Melange = ReadMelange(cursor) },
                _ => throw Problem($"There is no setting \"{Excerpt.Of(key.Value)}\": there are target-format, repositories, keyring, architectures and melange.", key),
            };
        }

        return settings;
    }

    private static TargetFormat ReadFormat(YamlCursor cursor) => cursor.ReadText("target-format") switch
    {
        null or { Value: "auto" } => TargetFormat.Auto,
        { Value: "apk" } => TargetFormat.Apk,
        { Value: "package" } => TargetFormat.Package,
        var other => throw Problem($"target-format is auto, apk or package, not \"{Excerpt.Of(other.Value)}\".", other),
    };

    private static MelangeUse ReadMelange(YamlCursor cursor) => cursor.ReadText("melange") switch
    {
        null or { Value: "required" } => MelangeUse.Required,
        { Value: "optional" } => MelangeUse.Optional,
        var other => throw Problem($"melange is required or optional, not \"{Excerpt.Of(other.Value)}\".", other),
    };

    private static List<string> ReadWords(YamlCursor cursor, string what) => PipelineReader.ReadTexts(cursor, what).ConvertAll(text => Words.IsSafe(text.Value)
        ? text.Value
        : throw Problem($"An item of {what} must match {Words.Rule}, because make and a shell see it; \"{Excerpt.Of(text.Value)}\" does not.", text));

    private static List<string> ReadArchitectures(YamlCursor cursor) =>
        PipelineReader.ReadTexts(cursor, "architectures").ConvertAll(text => Wolfictl.Melange.Architectures.Normalize(text.Value) is "x86_64" or "aarch64"
            ? Wolfictl.Melange.Architectures.Normalize(text.Value)
            : throw Problem($"There is no architecture \"{Excerpt.Of(text.Value)}\": there are x86_64 (amd64) and aarch64 (arm64).", text));

    private static YamlProblemException Problem(string message, SourceText text) => new(message, text.Line, text.Column);
}
