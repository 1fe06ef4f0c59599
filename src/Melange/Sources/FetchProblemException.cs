namespace Wolfictl.Melange.Sources;

/// <summary>A fetch step that cannot be verified. It never leaves the library: it becomes a <see cref="SourceProblem"/>.</summary>
internal sealed class FetchProblemException(string? uri, MelangeProblem problem) : Exception(problem.Message)
{
    public string? Uri { get; } = uri;

    public MelangeProblem Problem { get; } = problem;
}
