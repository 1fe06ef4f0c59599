namespace Wolfictl.Hosting.CommandLine;

/// <summary>The exit status of every command, as README documents them.</summary>
public static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>The work itself failed.</summary>
    public const int Failed = 1;

    /// <summary>Wrong usage, or input that can't be used.</summary>
    public const int Usage = 2;

    /// <summary>A server could not be reached, or would not take it.</summary>
    public const int Unreachable = 3;

    /// <summary>Interrupted by Ctrl-C or SIGTERM.</summary>
    public const int Interrupted = 130;
}
