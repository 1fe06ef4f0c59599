namespace Wolfictl.Melange.Config.Substitution;

/// <summary>A text cannot be substituted. It never leaves the library: it becomes a <see cref="MelangeProblem"/>.</summary>
internal sealed class SubstitutionException(string message, string file, int line, int column) : Exception(message)
{
    public MelangeProblem Problem { get; } = new(file, line, column, message);
}
