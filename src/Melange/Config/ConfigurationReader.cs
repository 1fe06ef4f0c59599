using System.Globalization;
using Wolfictl.Melange.Config.Pipelines;
using Wolfictl.Melange.Config.Yaml;

namespace Wolfictl.Melange.Config;

/// <summary>Reads one configuration in one pass. Fields that planning and caching have no use for, tests among them, are passed over.</summary>
internal sealed class ConfigurationReader(YamlCursor cursor, string file)
{
    private SourceText? _name;
    private SourceText? _version;
    private SourceText? _epoch;
    private string _description = "";
    private List<string> _targets = [];
    private PackageResources? _resources;
    private PackageDependencies _dependencies = PackageDependencies.None;
    private IReadOnlyList<SourceText> _environment = [];
    private Dictionary<string, SourceText> _variables = [];
    private IReadOnlyList<VariableTransform> _transforms = [];
    private Dictionary<string, RangeData> _data = [];
    private IReadOnlyList<PipelineStep> _pipeline = [];
    private IReadOnlyList<SubpackageTemplate> _subpackages = [];

    /// <exception cref="YamlProblemException">The file is not a configuration.</exception>
    public MelangeConfiguration Read()
    {
        if (cursor.IsEmpty || cursor.IsNull())
        {
            throw new YamlProblemException("The file is empty: a configuration has at least package.name, package.version and package.epoch.", 1, 1);
        }

        cursor.EnterMapping("A configuration");
        SourceText? package = null;
        var keys = cursor.Keys("A configuration");
        while (keys.Next() is { } key)
        {
            switch (key.Value)
            {
                case "package":
                    package = key;
                    ReadPackage();
                    break;
                case "environment":
                    ReadEnvironment();
                    break;
                case "vars":
                    _variables = ReadVariables();
                    break;
                case "var-transforms":
                    _transforms = VariableReader.ReadTransforms(cursor);
                    break;
                case "data":
                    _data = VariableReader.ReadData(cursor);
                    break;
                case "pipeline":
                    _pipeline = PipelineReader.ReadSteps(cursor);
                    break;
                case "subpackages":
                    _subpackages = SubpackageReader.Read(cursor);
                    break;
                default:
                    cursor.Skip();
                    break;
            }
        }

        if (package is not { } at)
        {
            throw new YamlProblemException("It has no package section: a configuration has at least package.name, package.version and package.epoch.", 1, 1);
        }

        return Build(at);
    }

    private MelangeConfiguration Build(SourceText package)
    {
        var name = Required(_name, "package.name", package);
        if (!PackageNames.IsValid(name.Value))
        {
            throw new YamlProblemException($"The package name \"{Excerpt.Of(name.Value)}\" does not match {PackageNames.Rule}.", name.Line, name.Column);
        }

        var version = Required(_version, "package.version", package);
        if (!PackageNames.IsSafeVersion(version.Value))
        {
            throw new YamlProblemException(
                $"The version \"{Excerpt.Of(version.Value)}\" is not one that a file name and a make target can hold: letters, digits and . _ + ~ - only.",
                version.Line,
                version.Column);
        }

        return new MelangeConfiguration
        {
            File = file,
            Name = name.Value,
            NameText = name,
            Version = version.Value,
            Epoch = ReadEpoch(),
            Description = _description,
            TargetArchitectures = _targets,
            Resources = _resources,
            Dependencies = _dependencies,
            EnvironmentPackages = _environment,
            Variables = _variables,
            Transforms = _transforms,
            Data = _data,
            Pipeline = _pipeline,
            Subpackages = _subpackages,
        };
    }

    private long ReadEpoch()
    {
        if (_epoch is not { } text)
        {
            return 0;
        }

        return long.TryParse(text.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var epoch)
            ? epoch
            : throw new YamlProblemException($"package.epoch must be a whole number, but is the text \"{Excerpt.Of(text.Value)}\".", text.Line, text.Column);
    }

    private static SourceText Required(SourceText? text, string field, SourceText section) =>
        text is { Value.Length: > 0 } given ? given : throw new YamlProblemException($"{field} is missing.", section.Line, section.Column);

    private void ReadPackage()
    {
        if (!cursor.EnterMapping("package"))
        {
            return;
        }

        var keys = cursor.Keys("package");
        while (keys.Next() is { } key)
        {
            switch (key.Value)
            {
                case "name":
                    _name = cursor.ReadText("package.name");
                    break;
                case "version":
                    _version = cursor.ReadText("package.version");
                    break;
                case "epoch":
                    _epoch = cursor.ReadText("package.epoch");
                    break;
                case "description":
                    _description = cursor.ReadText("package.description")?.Value ?? "";
                    break;
                case "target-architecture":
                    _targets = [.. PipelineReader.ReadTexts(cursor, "package.target-architecture").Select(text => text.Value)];
                    break;
                case "resources":
                    _resources = ReadResources();
                    break;
                case "dependencies":
                    _dependencies = SubpackageReader.ReadDependencies(cursor);
                    break;
                default:
                    cursor.Skip();
                    break;
            }
        }
    }

    private PackageResources? ReadResources()
    {
        if (!cursor.EnterMapping("package.resources"))
        {
            return null;
        }

        string? cpu = null, memory = null, disk = null;
        var keys = cursor.Keys("package.resources");
        while (keys.Next() is { } key)
        {
            switch (key.Value)
            {
                case "cpu":
                    cpu = cursor.ReadText("package.resources.cpu")?.Value;
                    break;
                case "memory":
                    memory = cursor.ReadText("package.resources.memory")?.Value;
                    break;
                case "disk":
                    disk = cursor.ReadText("package.resources.disk")?.Value;
                    break;
                default:
                    cursor.Skip();
                    break;
            }
        }

        return new PackageResources(cpu, memory, disk);
    }

    private void ReadEnvironment()
    {
        if (!cursor.EnterMapping("environment"))
        {
            return;
        }

        var keys = cursor.Keys("environment");
        while (keys.Next() is { } key)
        {
            if (key.Value != "contents" || !cursor.EnterMapping("environment.contents"))
            {
                if (key.Value != "contents")
                {
                    cursor.Skip();
                }

                continue;
            }

            var contents = cursor.Keys("environment.contents");
            while (contents.Next() is { } content)
            {
                if (content.Value == "packages")
                {
                    _environment = PipelineReader.ReadTexts(cursor, "environment.contents.packages");
                }
                else
                {
                    cursor.Skip();
                }
            }
        }
    }

    private Dictionary<string, SourceText> ReadVariables()
    {
        var variables = new Dictionary<string, SourceText>(StringComparer.Ordinal);
        if (cursor.EnterMapping("vars"))
        {
            var keys = cursor.Keys("vars");
            while (keys.Next() is { } key)
            {
                variables[key.Value] = cursor.ReadText("The variable", key.Value) ?? new SourceText("", key.Line, key.Column);
            }
        }

        return variables;
    }
}
