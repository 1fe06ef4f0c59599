namespace Wolfictl.Melange.Config.Yaml;

/// <summary>Bounds on what one file may ask of us. The largest real configuration has 68 KB and is nested 12 deep.</summary>
internal static class YamlLimits
{
    public const int FileBytes = 1024 * 1024;
    public const int Depth = 64;
    public const int AliasEvents = 100_000;
    public const int ProblemsPerFile = 20;
}
