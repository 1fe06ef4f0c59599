namespace Wolfictl.Melange;

/// <summary>
/// The root of what this library throws about its input: configurations, settings, package indexes, plan requests.
/// It does not cover wrong use by the caller (<see cref="ArgumentException"/>), cancellation, or a disk that fails while a stream is read (<see cref="IOException"/>).
/// </summary>
public class MelangeException : Exception
{
    private const int Shown = 20;

    /// <summary>An error with one sentence and no place.</summary>
    /// <param name="message">What happened, with the value, and what to do next.</param>
    /// <param name="inner">What it came from, if anything.</param>
    public MelangeException(string message, Exception? inner = null)
        : base(message, inner) => Problems = [new MelangeProblem("", 0, 0, message)];

    /// <summary>All that is wrong, at once.</summary>
    /// <param name="problems">At least one problem.</param>
    public MelangeException(IReadOnlyList<MelangeProblem> problems)
        : base(Describe(problems)) => Problems = problems;

    /// <summary>Every problem found, in the order of files and lines; at least one.</summary>
    public IReadOnlyList<MelangeProblem> Problems { get; }

    private static string Describe(IReadOnlyList<MelangeProblem> problems)
    {
        ArgumentOutOfRangeException.ThrowIfZero(problems.Count, nameof(problems));
        var lines = string.Join('\n', problems.Take(Shown));
        return problems.Count > Shown ? $"{lines}\nand {problems.Count - Shown} more." : lines;
    }
}
