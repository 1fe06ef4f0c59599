using YamlDotNet.RepresentationModel;

namespace Wolfictl.Kubernetes.Client.Config;

/// <summary>A mapping of a kubeconfig, read field by field. Values never get into messages: they may be secret.</summary>
internal sealed class YamlFields(YamlMappingNode node, string file)
{
    public string File => file;

    public bool Has(string key) => Find(key) is not null;

    public string? Text(string key) => Find(key) switch
    {
        null => null,
        YamlScalarNode { Value: { Length: > 0 } text } => text,
        YamlScalarNode => null,
        _ => throw Error($"'{key}' must be text"),
    };

    public bool Flag(string key) => Text(key) switch
    {
        null or "false" or "False" or "FALSE" => false,
        "true" or "True" or "TRUE" => true,
        _ => throw Error($"'{key}' must be true or false"),
    };

    public YamlFields Mapping(string key) => Find(key) switch
    {
        null => new YamlFields([], file),
        YamlMappingNode mapping => new YamlFields(mapping, file),
        _ => throw Error($"'{key}' must be a mapping"),
    };

    public IEnumerable<YamlFields> Items(string key) => Sequence(key).Select(item => item is YamlMappingNode mapping ? new YamlFields(mapping, file) : throw Error($"'{key}' must be a list of mappings"));

    public IReadOnlyList<string> Texts(string key) => [.. Sequence(key).Select(item => item is YamlScalarNode scalar ? scalar.Value ?? "" : throw Error($"'{key}' must be a list of texts"))];

    /// <summary>A path, relative ones from the kubeconfig's folder.</summary>
    public string? Path(string key) => Text(key) is { } path ? System.IO.Path.GetFullPath(path, System.IO.Path.GetDirectoryName(file)!) : null;

    /// <summary>A program: a bare name is looked for on PATH, anything else is a path.</summary>
    public string? Command(string key) => Text(key) is { } command && command.Contains('/', StringComparison.Ordinal) ? Path(key) : Text(key);

    public KubernetesException Error(string problem) => new(KubernetesErrorKind.Configuration, $"{file}:{node.Start.Line}: the kubeconfig cannot be used: {problem}.");

    private YamlSequenceNode Sequence(string key) => Find(key) switch
    {
        null => [],
        YamlSequenceNode sequence => sequence,
        _ => throw Error($"'{key}' must be a list"),
    };

    private YamlNode? Find(string key)
    {
        foreach (var (name, value) in node.Children)
        {
            if (name is YamlScalarNode scalar && scalar.Value == key)
            {
                return value is YamlScalarNode { Value: null or "null" or "~" or "", Style: YamlDotNet.Core.ScalarStyle.Plain } ? null : value;
            }
        }

        return null;
    }
}
