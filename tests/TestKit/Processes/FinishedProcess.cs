namespace Wolfictl.TestKit.Processes;

/// <summary>What a process left: its exit status (128 + the signal that ended it) and its lines.</summary>
public sealed record FinishedProcess(int ExitCode, IReadOnlyList<string> Output, IReadOnlyList<string> Errors)
{
    public string OutputText => string.Join('\n', Output);

    public string ErrorText => string.Join('\n', Errors);
}
