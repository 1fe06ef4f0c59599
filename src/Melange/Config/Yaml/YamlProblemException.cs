namespace Wolfictl.Melange.Config.Yaml;

/// <summary>Stops reading one file. It never leaves the library: the loader turns it into a <see cref="MelangeProblem"/>.</summary>
internal sealed class YamlProblemException(string message, int line, int column) : Exception(message)
{
    public int Line { get; } = line;

    public int Column { get; } = column;
}
