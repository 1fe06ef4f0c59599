namespace Wolfictl.Oci.Bundles;

/// <summary>A directory that cannot be bundled, or an archive that may not be unpacked, with the names that are the reason.</summary>
public sealed class BundleException : OciException
{
    private const int Shown = 10;

    /// <summary>An exception of no kind; prefer the constructor that takes one.</summary>
    public BundleException()
    {
    }

    /// <summary>An exception of no kind; prefer the constructor that takes one.</summary>
    public BundleException(string message)
        : base(message)
    {
    }

    /// <summary>An exception of no kind; prefer the constructor that takes one.</summary>
    public BundleException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>What happened, where, and what to do next.</summary>
    public BundleException(OciErrorKind kind, string message, Exception? innerException = null)
        : base(kind, message, innerException)
    {
    }

    /// <summary>The offending names, all of them; relative to the directory or archive.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>One refusal for all <paramref name="problems"/>, of which the message shows the first ten and counts the others.</summary>
    internal static BundleException Refuse(string what, IReadOnlyList<(string Path, string Problem)> problems, string advice)
    {
        var shown = string.Join("; ", problems.Take(Shown).Select(p => $"{Text.Printable(p.Path)} ({p.Problem})"));
        var more = problems.Count > Shown ? $"; and {problems.Count - Shown} more" : "";
        return new BundleException(OciErrorKind.Refused, $"{what}: {shown}{more}. {advice}") { Paths = [.. problems.Select(p => p.Path)] };
    }
}
