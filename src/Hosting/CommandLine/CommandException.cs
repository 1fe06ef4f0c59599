namespace Wolfictl.Hosting.CommandLine;

/// <summary>Ends a command with a sentence on standard error and an exit status: no stack trace for what a person can mend.</summary>
public sealed class CommandException : Exception
{
    /// <summary>With one of <see cref="ExitCodes"/> and a sentence: what happened, where, what to do.</summary>
    public CommandException(int exitCode, string message, Exception? innerException = null)
        : base(message, innerException) => ExitCode = exitCode;

    /// <summary>One of <see cref="ExitCodes"/>.</summary>
    public int ExitCode { get; }
}
