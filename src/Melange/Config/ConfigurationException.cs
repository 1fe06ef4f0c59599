namespace Wolfictl.Melange.Config;

/// <summary>The directory, its configurations, its pipelines or its settings cannot be used as they are. <see cref="MelangeException.Problems"/> lists all that is wrong.</summary>
public sealed class ConfigurationException : MelangeException
{
    /// <summary>All that is wrong, at once.</summary>
    /// <param name="problems">At least one problem.</param>
    public ConfigurationException(IReadOnlyList<MelangeProblem> problems)
        : base(problems)
    {
    }

    /// <summary>One problem of a file.</summary>
    /// <param name="file">The file or directory.</param>
    /// <param name="message">What is wrong with it.</param>
    public ConfigurationException(string file, string message)
        : base([new MelangeProblem(file, 0, 0, message)])
    {
    }
}
