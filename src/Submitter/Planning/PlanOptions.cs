using Wolfictl.Contracts;
using Wolfictl.Hosting.CommandLine;

namespace Wolfictl.Submitter.Planning;

/// <summary>What is to be planned, as the flags say.</summary>
internal sealed record PlanOptions
{
    public IReadOnlyList<PackageName> Packages { get; init; } = [];

    /// <summary>The directory of configurations, absolute.</summary>
    public required string Directory { get; init; }

    /// <summary>None: <c>pipelines</c> in the directory.</summary>
    public string? PipelineDirectory { get; init; }

    /// <summary>Empty: whatever the command takes then.</summary>
    public IReadOnlyList<Architecture> Architectures { get; init; } = [];

    public bool Only { get; init; }

    public bool Dependents { get; init; }

    /// <summary>A git revision: the packages that changed since then are asked for.</summary>
    public string? Since { get; init; }

    public bool Strict { get; init; }

    public TargetFormat TargetFormat { get; init; } = TargetFormat.Auto;

    public IReadOnlyList<MakeWord> Repositories { get; init; } = [];

    public IReadOnlyList<MakeWord> Keyring { get; init; } = [];

    public MakeWord? DestinationRepository { get; init; }

    /// <exception cref="CommandException">Builds would not find the pipelines that are planned with.</exception>
    public void CheckPipelines()
    {
        if (PipelineDirectory is { } pipelines && pipelines.TrimEnd('/') != Path.Combine(Directory, "pipelines"))
        {
            throw new CommandException(ExitCodes.Usage, $"--pipeline-dir is {pipelines}: builds find pipelines in {Path.Combine(Directory, "pipelines")} alone; put them there ('wolfictl plan' takes any).");
        }
    }
}
