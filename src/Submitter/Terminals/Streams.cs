namespace Wolfictl.Submitter.Terminals;

/// <summary>Where a command writes: results to one, what a person follows to the other.</summary>
/// <param name="Results">Standard output.</param>
/// <param name="Diagnostics">Standard error.</param>
/// <param name="IsTerminal">Diagnostics are seen by a person now: progress may be drawn.</param>
internal sealed record Streams(TextWriter Results, TextWriter Diagnostics, bool IsTerminal)
{
    /// <summary>Those of the process.</summary>
    public static Streams OfProcess() => new(Console.Out, Console.Error, !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is not (null or "dumb"));
}
